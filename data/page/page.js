// What a page of notes does: shows its parts by the address behind `#`, and searches. It loads nothing and sends nothing.
// Words of notes become text nodes only, and the page's policy lets no text become markup.
(() => {
  "use strict";

  const data = JSON.parse(document.getElementById("data").textContent);
  const LABELS = {
    zh: {
      notes: "笔记", people: "人物", topics: "主题", terms: "术语", predictions: "预测", questions: "提问", quotes: "语录",
      sections: "章节", passages: "段落", search: "搜索", searchFor: "搜索：", outline: "目录", date: "日期", speakers: "参与者",
      address: "地址", file: "文件", aliases: "又名", key: "关键语录", answer: "回答", unanswered: "没有语录作答",
      undated: "没有日期的", now: "今天", dated: "时间线", all: "全部", found: "条结果", none: "没有找到", theme: "明暗", help: "按键",
      close: "关闭", link: "链接到此处", more: "更多", said: "说于", context: "（据上下文）", missing: "这一页里没有这条记录",
      empty: "这里什么也没有。", hint: "空格隔开的词都要有；引号里的照原样；-词 排除。简繁、全半角、大小写不分。",
      keys: [["/", "搜索"], ["j k", "下一条、上一条"], ["Enter", "打开选中的"], ["Esc", "离开搜索框"], ["?", "这张表"]],
      verdicts: { "came-true": "已实现", partly: "部分实现", failed: "未实现", "too-early": "为时尚早" },
    },
    en: {
      notes: "Notes", people: "People", topics: "Topics", terms: "Terms", predictions: "Predictions", questions: "Questions",
      quotes: "Quotes", sections: "Sections", passages: "Passages", search: "Search", searchFor: "Search: ", outline: "Outline",
      date: "Date", speakers: "Speakers", address: "Address", file: "File", aliases: "Also", key: "key quote",
      answer: "Answer", unanswered: "no quote answers", undated: "Without a day", now: "today",
      dated: "Timeline", all: "all", found: "results", none: "Nothing found", theme: "Light or dark", help: "Keys", close: "Close",
      link: "link to this", more: "More", said: "said", context: " (from context)", missing: "This record is not in this page",
      empty: "There is nothing here.",
      hint: "All words must occur; in quotation marks as it is; -word leaves out. Script, width and case make no difference.",
      keys: [["/", "search"], ["j k", "next, previous"], ["Enter", "open the chosen one"], ["Esc", "leave the search box"], ["?", "this table"]],
      verdicts: { "came-true": "came true", partly: "partly", failed: "failed", "too-early": "too early" },
    },
  };
  const say = LABELS[data.language];
  const KINDS = ["notes", "sections", "passages", "questions", "quotes", "predictions", "terms"];
  const [NOTE, SECTION, PASSAGE, QUESTION, QUOTE, PREDICTION, TERM] = KINDS.keys();
  /** How many things a list shows before one scrolls on. */
  const AT_ONCE = 60;

  // All records, each with its note's number and its own.
  const records = [];
  const byId = new Map();
  const noteOf = [];
  data.notes.forEach((note, number) => {
    note.first = records.length;
    for (const record of note.records) {
      byId.set(record.i, records.length);
      noteOf.push(number);
      records.push(record);
    }
    note.end = records.length;
  });
  const ofKind = (kind) => [...records.keys()].filter((at) => records[at].k === kind);

  // --- Elements ------------------------------------------------------------------------------------------------------

  /** An element with attributes and children; a text becomes a text node, nothing at all is left out. */
  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }

  function draw(name, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  const to = (address, ...children) => make("a", { href: `#${address}` }, ...children);
  const toPerson = (number, shown) => to(`/person/${encodeURIComponent(data.people[number][0])}`, shown);
  const topicName = (topic) => (data.language === "zh" ? topic[1] : topic[2]);
  const toTopic = (number) => to(`/topic/${encodeURIComponent(data.topics[number][0])}`, topicName(data.topics[number]));
  const toNote = (number) => to(data.notes[number].id, `《${data.notes[number].title}》`);

  /** A link to somewhere else, where the address is one of the web. */
  function toWeb(address, shown) {
    if (!/^https?:\/\//i.test(address || "")) return shown;
    return make("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, shown);
  }

  // What stands further down is made when one gets there, and before the page is printed.
  let pending = [];
  const watcher = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) if (isIntersecting) target.goOn();
  }, { rootMargin: "600px" });

  /** A list of things that are made as one scrolls. `upTo`: at least up to this one. */
  function listed(things, one, attributes = { class: "list" }, upTo = 0, name = "ul") {
    const list = make(name, attributes);
    const more = make("div", { class: "more" }, make("button", { type: "button" }, say.more));
    let made = 0;
    const add = (count) => {
      list.append(...things.slice(made, made + count).map(one));
      made += count;
      if (made >= things.length) {
        watcher.unobserve(more);
        more.remove();
      }
    };
    more.goOn = () => add(AT_ONCE);
    more.firstChild.addEventListener("click", more.goOn);
    add(Math.max(AT_ONCE, upTo + 1));
    if (made >= things.length) return [list];
    pending.push(() => add(things.length));
    watcher.observe(more);
    return [list, more];
  }

  // --- Records -------------------------------------------------------------------------------------------------------

  /** Whoever says it: in the note's words, as a link where the page knows who that is. */
  function speaker(record) {
    if (!record.s) return null;
    const name = record.p === undefined ? record.s : toPerson(record.p, record.s);
    return make("span", { class: "who" }, name, record.c ? say.context : "", record.f ? `（${record.f}）` : "", "：");
  }

  const clock = (seconds) => {
    const two = (number) => String(number).padStart(2, "0");
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
  };

  /** The words of a record with what belongs to them; `shown` marks what was looked for. */
  function words(record, shown = (text) => text) {
    switch (record.k) {
      case QUOTE:
        return make("blockquote", null,
          record.g ? make("span", { class: "faint" }, `〔${record.g}〕`) : null, speaker(record), shown(record.t),
          record.x ? make("p", { class: "faint" }, shown(record.x)) : null);
      case QUESTION:
        return make("p", null, speaker(record), shown(record.t));
      case PREDICTION:
        return make("p", null, make("strong", null, shown(record.t)), record.d ? "：" : "", record.d ? shown(record.d) : "",
          record.s || record.z ? "（" : "", record.s ? (record.p === undefined ? record.s : toPerson(record.p, record.s)) : "",
          record.s && record.z ? "，" : "", record.z ? record.z[0] : "", record.s || record.z ? "）" : "", verdict(record));
      case TERM:
        return make("p", null, make("strong", null, shown(record.t)),
          record.y ? `（${record.y.join("，")}）` : "", "：", shown(record.d));
      case PASSAGE:
        if (record.m === "code") return make("pre", null, shown(record.t));
        return make("p", null, speaker(record), shown(record.t));
      default:
        return make("p", null, shown(record.t));
    }
  }

  function verdict(record) {
    if (!record.v) return null;
    const [outcome, day, source, note] = record.v;
    return make("span", { class: outcome }, "【", [say.verdicts[outcome], day, note].filter(Boolean).join("，"),
      source ? ["，", toWeb(source, source)] : "", "】");
  }

  const NAMES = { [QUOTE]: "quote", [QUESTION]: "question", [PREDICTION]: "prediction", [TERM]: "term", [PASSAGE]: "passage" };

  /** A record in its note. */
  function inNote(at) {
    const record = records[at];
    if (record.k === SECTION) {
      const level = Math.min(Math.max(record.h, 2), 6);
      return make(`h${level}`, { id: record.i, class: "record" }, record.t, anchor(record));
    }
    const depth = record.m === "bullet" ? Math.min(record.e + 1, 4) : 0;
    const own = words(record);
    // At the end of the words, where that does not make it a part of code.
    if (record.m !== "code") own.append(anchor(record));
    return make("div", { id: record.i, class: `record ${NAMES[record.k]} in${depth}` }, own, record.m === "code" ? anchor(record) : null);
  }

  function anchor(record) {
    const time = record.u === undefined ? "" : ` ${clock(record.u)}`;
    return make("a", { class: "anchor", href: `#${record.i}`, title: say.link }, `:${record.l}${time}`);
  }

  /** A record in a list, with where it stands. */
  function inList(at, shown) {
    const record = records[at];
    return make("li", { class: "item" }, words(record, shown), place(at));
  }

  function place(at) {
    const record = records[at];
    const note = data.notes[noteOf[at]];
    return make("p", { class: "place" }, to(record.i, `《${note.title}》`), note.date ? ` ${note.date}` : "", ` :${record.l}`,
      record.b ? ` · ${say.key}` : "");
  }

  // --- Views ---------------------------------------------------------------------------------------------------------

  const counted = (count, kind) => (count ? `${count} ${say[kind]}` : null);
  const joined = (...parts) => parts.filter(Boolean).join(" · ");

  function library() {
    const notes = [...data.notes.keys()].sort((a, b) => (data.notes[b].date || "").localeCompare(data.notes[a].date || ""));
    const one = (number) => {
      const note = data.notes[number];
      const count = (kind) => counted(note.records.filter((record) => record.k === kind).length, KINDS[kind]);
      return make("li", { class: "item" }, to(note.id, note.title), make("p", { class: "place" },
        joined(note.date, note.speakers.join("、"), count(QUOTE), count(QUESTION), count(PREDICTION))));
    };
    return [data.title, listed(notes, one)];
  }

  function noteView(number, target) {
    const note = data.notes[number];
    const sections = [];
    const shown = [];
    for (let at = note.first; at < note.end; at += 1) {
      const { k, h, t } = records[at];
      if (k === NOTE || (k === SECTION && h === 1 && t === note.title)) continue;
      if (k === SECTION) sections.push(at);
      shown.push(at);
    }
    const person = new Map(data.people.map(([name], index) => [name, index]));
    const names = note.speakers.flatMap((name, index) =>
      [index ? "、" : "", person.has(name) ? toPerson(person.get(name), name) : name]);
    const fact = (label, value) => (value && value.length ? [make("dt", null, label), make("dd", null, value)] : []);
    const facts = make("dl", null, fact(say.date, note.date), fact(say.speakers, names),
      fact(say.address, note.url ? [toWeb(note.url, note.url)] : null), fact(say.file, note.path));
    const toc = make("details", null, make("summary", null, say.outline), make("ul", { class: "toc" },
      sections.map((at) => make("li", { class: `in${Math.min(Math.max(records[at].h - 2, 0), 4)}` }, to(records[at].i, records[at].t)))));
    const upTo = target === undefined ? 0 : shown.indexOf(target);
    return [note.title, [facts, sections.length ? toc : null, listed(shown, inNote, { class: "note" }, upTo, "div")]];
  }

  function people() {
    const counts = data.people.map(() => [0, 0, 0]);
    for (const { k, p } of records) {
      const slot = [QUOTE, QUESTION, PREDICTION].indexOf(k);
      if (p !== undefined && slot >= 0) counts[p][slot] += 1;
    }
    const order = [...data.people.keys()].sort((a, b) => counts[b][0] - counts[a][0]);
    const one = (number) => make("li", { class: "item" }, toPerson(number, data.people[number][0]), make("p", { class: "place" },
      joined(counted(counts[number][0], "quotes"), counted(counts[number][1], "questions"), counted(counts[number][2], "predictions"))));
    return [say.people, listed(order, one)];
  }

  function said(records_) {
    return [QUOTE, QUESTION, PREDICTION].flatMap((kind) => {
      const own = records_.filter((at) => records[at].k === kind);
      return own.length ? [make("h2", null, `${say[KINDS[kind]]} `, make("span", { class: "faint" }, String(own.length))), listed(own, (at) => inList(at))] : [];
    });
  }

  function personView(number) {
    const [name, others] = data.people[number];
    const own = [...records.keys()].filter((at) => records[at].p === number);
    return [name, [others.length ? make("p", { class: "faint" }, `${say.aliases}：${others.join("、")}`) : null, said(own)]];
  }

  function topics() {
    const counts = data.topics.map(() => 0);
    for (const { o } of records) for (const topic of o || []) counts[topic] += 1;
    const order = [...data.topics.keys()].sort((a, b) => counts[b] - counts[a]);
    const one = (number) => make("li", null, toTopic(number), " ", make("span", { class: "faint" }, String(counts[number])));
    return [say.topics, listed(order, one, { class: "list columns" })];
  }

  function topicView(number) {
    return [topicName(data.topics[number]), said([...records.keys()].filter((at) => (records[at].o || []).includes(number)))];
  }

  function questions() {
    const answers = new Map();
    for (const at of ofKind(QUOTE)) {
      const { a } = records[at];
      if (a) answers.set(a, [...(answers.get(a) || []), at]);
    }
    const one = (at) => {
      const own = answers.get(records[at].i) || [];
      return make("li", { class: "item question" }, words(records[at]), place(at),
        own.length ? make("details", null, make("summary", null, `${say.answer} ${own.length}`), own.map((quote) => make("div", { class: "record quote" }, words(records[quote]), anchor(records[quote]))))
          : make("p", { class: "faint" }, say.unanswered));
    };
    return [say.questions, listed(ofKind(QUESTION), one)];
  }

  // --- The timeline --------------------------------------------------------------------------------------------------

  const DAY = 86400000;
  const day = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;
  const FAR = 3650;

  /** From when to when a prediction is meant; an end without a day stays open. */
  function span(at) {
    const { z } = records[at];
    if (!z || (!z[1] && !z[2])) return null;
    const told = data.notes[noteOf[at]].date;
    const begin = z[1] ? day(z[1]) : told ? day(told) : day(z[2]);
    return { begin: Math.min(begin, z[2] ? day(z[2]) : begin), end: z[2] ? day(z[2]) : null, told: told ? day(told) : null };
  }

  function predictions() {
    const dated = [];
    const others = [];
    for (const at of ofKind(PREDICTION)) {
      const own = span(at);
      if (own) dated.push({ at, ...own });
      else others.push(at);
    }
    dated.sort((a, b) => (a.end ?? a.begin + FAR) - (b.end ?? b.begin + FAR));
    if (!dated.length) return [say.predictions, listed(others, (at) => inList(at))];
    const now = Date.now() / DAY;
    // What is meant for a far day would leave the rest no room.
    const ends = dated.map((own) => own.end ?? own.begin).filter((end) => end < now + 2 * FAR);
    const from = Math.min(...dated.map((own) => own.told ?? own.begin), ...dated.map((own) => own.begin), now);
    const until = Math.max(...ends, now) + 60;
    const x = (at) => `${Math.min(Math.max(((at - from) / (until - from)) * 100, 0), 100).toFixed(2)}%`;
    const years = [];
    const step = Math.max(1, Math.ceil((until - from) / 365 / 6));
    for (let year = new Date(from * DAY).getUTCFullYear() + 1; day(`${year}-01-01`) < until; year += step) years.push(year);
    const lines = (height) => [
      ...years.map((year) => draw("line", { x1: x(day(`${year}-01-01`)), x2: x(day(`${year}-01-01`)), y1: 0, y2: height })),
      draw("line", { class: "now", x1: x(now), x2: x(now), y1: 0, y2: height }),
    ];
    const axis = draw("svg", { class: "axis", "aria-hidden": "true" }, ...lines("100%"),
      draw("text", { class: "now", x: x(now), y: "0.9rem", dx: 3 }, say.now),
      ...years.map((year) => draw("text", { x: x(day(`${year}-01-01`)), y: "1.7rem", dx: 3 }, String(year))));
    const one = ({ at, begin, end, told }) => {
      const width = (((end ?? until) - begin) / (until - from)) * 100;
      const bar = draw("rect", { x: x(begin), y: 3, height: 9, rx: 2, width: `${Math.max(Math.min(width, 100), 0.8).toFixed(2)}%`, class: end === null ? "open" : "" });
      const dot = told === null ? [] : [draw("circle", { cx: x(told), cy: 7.5, r: 3 })];
      const [, first, last] = records[at].z;
      const label = joined(told === null ? null : `${say.said} ${data.notes[noteOf[at]].date}`, `${first || ""}–${last || ""}`);
      return make("li", { class: "item" }, words(records[at]), place(at),
        draw("svg", { class: "track", role: "img", "aria-label": label }, ...lines("100%"), bar, ...dot));
    };
    return [say.predictions, [make("h2", null, say.dated), axis, listed(dated, one),
      others.length ? [make("h2", null, say.undated), listed(others, (at) => inList(at))] : null]];
  }

  // --- Search --------------------------------------------------------------------------------------------------------

  // How the program folds a character: pairs of one and one, and those that become none or several. ASCII becomes small.
  const folds = new Map(data.fold.others);
  const pairs = Array.from(data.fold.pairs);
  for (let at = 0; at < pairs.length; at += 2) folds.set(pairs[at], pairs[at + 1]);
  for (let code = 65; code <= 90; code += 1) folds.set(String.fromCharCode(code), String.fromCharCode(code + 32));

  /** A text as it is searched, and for each of its code units where in the text it comes from. */
  function folded(text) {
    let normal = "";
    const origins = [];
    let at = 0;
    for (const character of text) {
      const fold = folds.get(character) ?? character;
      for (let unit of fold) {
        if (/\s/.test(unit)) {
          if (!normal || normal.endsWith(" ")) continue;
          unit = " ";
        }
        normal += unit;
        for (let count = 0; count < unit.length; count += 1) origins.push(at);
      }
      at += character.length;
    }
    return { normal, origins };
  }

  const SPACES = /\s+/g;
  /** The same where nobody asks what comes from where. */
  function fold(text) {
    let normal = "";
    for (const character of text) normal += folds.get(character) ?? character;
    return normal.replace(SPACES, " ").trim();
  }

  /** The pieces of a record that are searched, each by itself. */
  const pieces = ({ t, s, d, y, x, g, f, z, w }) => [t, s, d, ...(y || []), x, g, f, z && z[0], ...(w || [])].filter(Boolean);

  // Made while nobody waits; what is still missing when somebody searches is made then.
  const searched = [];
  function prepare(deadline) {
    while (searched.length < records.length) {
      searched.push(pieces(records[searched.length]).map(fold).join("\n"));
      if (deadline && searched.length % 200 === 0 && deadline.timeRemaining() < 2) return later();
    }
  }
  const later = () => (window.requestIdleCallback || ((run) => setTimeout(() => run({ timeRemaining: () => 8 }), 30)))(prepare);

  /** What a query wants and what it does not: words, what stands in quotation marks, and `-word`. */
  function parsed(query) {
    const wanted = [];
    const unwanted = [];
    for (const [, minus, ...forms] of query.matchAll(/(-?)(?:"([^"]+)"|“([^”]+)”|「([^」]+)」|(\S+))/g)) {
      const text = fold(forms.find(Boolean));
      if (text) (minus ? unwanted : wanted).push(text);
    }
    return { whole: fold(query), wanted, unwanted };
  }

  /** Whether a record has a word; a heading stands for all below it. */
  function holds(at, word) {
    const { k, n } = records[at];
    if (searched[at].includes(word)) return true;
    if (k !== NOTE && k !== SECTION) return false;
    for (let below = at + 1; below < data.notes[noteOf[at]].end; below += 1) {
      const record = records[below];
      if (k === SECTION && record.k === SECTION && !(n && record.n.startsWith(`${n}.`))) return false;
      if (searched[below].includes(word)) return true;
    }
    return false;
  }

  function find(query) {
    prepare();
    const { whole, wanted, unwanted } = parsed(query);
    if (!wanted.length) return { hits: [], wanted };
    const hits = [];
    searched.forEach((text, at) => {
      if (wanted.every((word) => text.includes(word)) && !unwanted.some((word) => holds(at, word))) {
        // As it is before its words apart, what somebody says before what it stands below.
        const isHeading = records[at].k === NOTE || records[at].k === SECTION;
        hits.push({ at, rank: (text.includes(whole) ? 0 : 2) + (isHeading ? 1 : 0) });
      }
    });
    hits.sort((a, b) => a.rank - b.rank || a.at - b.at);
    return { hits: hits.map(({ at }) => at), wanted };
  }

  /** A text with what was looked for marked. */
  function marked(text, wanted) {
    const { normal, origins } = folded(text);
    const ranges = [];
    for (const word of wanted) {
      for (let from = normal.indexOf(word); from >= 0; from = normal.indexOf(word, from + word.length)) {
        const after = from + word.length;
        ranges.push([origins[from], after < origins.length ? origins[after] : text.length]);
      }
    }
    ranges.sort((a, b) => a[0] - b[0]);
    const parts = [];
    let done = 0;
    for (const [from, until] of ranges) {
      if (until <= done) continue;
      parts.push(text.slice(done, Math.max(from, done)), make("mark", null, text.slice(Math.max(from, done), until)));
      done = until;
    }
    return [...parts, text.slice(done)].filter((part) => part !== "");
  }

  function searchView(query, kind) {
    const { hits, wanted } = find(query);
    const chosen = kind ? hits.filter((at) => KINDS[records[at].k] === kind) : hits;
    const counts = KINDS.map((_, number) => hits.filter((at) => records[at].k === number).length);
    const choice = make("select", { "aria-label": say.all }, make("option", { value: "" }, `${say.all} ${hits.length}`),
      KINDS.map((name, number) => (counts[number] ? make("option", { value: name, selected: name === kind }, `${say[name]} ${counts[number]}`) : null)));
    choice.addEventListener("change", () => go(`/search/${encodeURIComponent(query)}${choice.value ? `/${choice.value}` : ""}`));
    return [`${say.searchFor}${query}`, [
      make("p", { class: "faint", role: "status" }, hits.length ? `${chosen.length} ${say.found}` : say.none),
      hits.length ? make("div", { class: "tools" }, choice) : make("p", { class: "faint" }, say.hint),
      listed(chosen, (at) => inList(at, (text) => marked(text, wanted))),
    ]];
  }

  // --- Addresses -----------------------------------------------------------------------------------------------------

  const VIEWS = {
    notes: library,
    quotes: () => [say.quotes, listed(ofKind(QUOTE), (at) => inList(at))],
    people, topics, questions, predictions,
    terms: () => [say.terms, listed(ofKind(TERM).sort((a, b) => fold(records[a].t).localeCompare(fold(records[b].t))), (at) => inList(at))],
  };

  const main = document.getElementById("main");
  const box = document.getElementById("query");

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /** What an address shows: a title and what stands below it; the record to go to; the entry of the menu. */
  function route(address) {
    const [first, name, ...rest] = address.split("/");
    if (first) {
      const at = byId.get(decoded(first));
      if (at === undefined) return { view: [say.missing, null], menu: "" };
      const isNote = records[at].k === NOTE;
      return { view: noteView(noteOf[at], at), target: isNote ? null : records[at].i, menu: "notes" };
    }
    const value = decoded(rest[0] || "");
    const number = { person: data.people, topic: data.topics }[name]?.findIndex(([own]) => own === value);
    if (name === "person" && number >= 0) return { view: personView(number), menu: "people" };
    if (name === "topic" && number >= 0) return { view: topicView(number), menu: "topics" };
    if (name === "search" && value) return { view: searchView(value, rest[1]), menu: "", query: value };
    if (Object.hasOwn(VIEWS, name || "")) return { view: VIEWS[name](), menu: name };
    return { view: data.notes.length === 1 ? noteView(0) : library(), menu: "notes" };
  }

  const go = (address) => {
    location.hash = address;
  };

  let isFirst = true;
  function show() {
    pending = [];
    watcher.disconnect();
    chosen = null;
    const { view: [title, body], target, menu, query } = route(location.hash.slice(1));
    const heading = make("h1", { tabindex: "-1" }, title);
    const parts = [body].flat(Infinity).filter(Boolean);
    main.replaceChildren(heading, ...(parts.length ? parts : [make("p", null, say.empty)]));
    document.title = title === data.title ? title : `${title} – ${data.title}`;
    for (const link of document.querySelectorAll("nav a")) {
      if (link.dataset.view === menu) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (document.activeElement !== box) box.value = query || "";
    const record = target && document.getElementById(target);
    if (record) {
      choose(record);
    } else {
      scrollTo(0, 0);
      // Whoever types goes on typing, and whoever has just come begins at the top.
      if (!isFirst && document.activeElement !== box) heading.focus({ preventScroll: true });
    }
    isFirst = false;
  }

  // --- Keys ----------------------------------------------------------------------------------------------------------

  let chosen = null;
  function choose(element) {
    chosen?.classList.remove("chosen");
    chosen = element;
    element.classList.add("chosen");
    element.setAttribute("tabindex", "-1");
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest" });
    if (element.getBoundingClientRect().top < 0 || element.matches(":target")) element.scrollIntoView({ block: "start" });
  }

  function step(by) {
    const all = [...main.querySelectorAll(".note > .record, .item")];
    if (!all.length) return;
    const at = chosen ? all.indexOf(chosen) + by : 0;
    choose(all[Math.min(Math.max(at, 0), all.length - 1)]);
  }

  const help = make("dialog", { "aria-label": say.help }, make("h2", null, say.help),
    make("dl", null, say.keys.map(([keys, what]) => [
      make("dt", null, keys.split(" ").flatMap((key) => [make("kbd", null, key), " "])), make("dd", null, what)])),
    make("form", { method: "dialog" }, make("button", null, say.close)));
  // A form would need a leave of the policy.
  help.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    help.close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.target === box) {
      if (event.key === "Escape") box.blur();
      return;
    }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const keys = {
      "/": () => { box.focus(); box.select(); },
      j: () => step(1),
      k: () => step(-1),
      "?": () => help.showModal(),
      Enter: () => (chosen.querySelector(".place a") || chosen.querySelector("a"))?.click(),
    };
    if (!keys[event.key] || (event.key === "Enter" && event.target !== chosen)) return;
    event.preventDefault();
    keys[event.key]();
  });

  // --- Begin ---------------------------------------------------------------------------------------------------------

  const count = { people: data.people.length, topics: data.topics.length };
  const menu = Object.keys(VIEWS).filter((name) => {
    const kind = KINDS.indexOf(name);
    return kind >= 0 ? records.some((record) => record.k === kind) : count[name];
  });
  document.getElementById("menu").append(make("ul", null, menu.map((name) => {
    const link = to(`/${name}`, say[name]);
    link.dataset.view = name;
    return make("li", null, link);
  })));
  document.getElementById("buttons").append(
    make("button", { type: "button", id: "theme", "aria-label": say.theme, title: say.theme }, "◐"), " ",
    make("button", { type: "button", id: "help", "aria-label": say.help, title: say.help }, "?"));
  document.body.append(help);
  document.getElementById("help").addEventListener("click", () => help.showModal());
  const root = document.documentElement;
  const kept = { get: () => { try { return localStorage.getItem("theme"); } catch { return null; } }, set: (value) => { try { localStorage.setItem("theme", value); } catch { /* A page of its own file may keep nothing. */ } } };
  if (/^(light|dark)$/.test(kept.get() || "")) root.dataset.theme = kept.get();
  document.getElementById("theme").addEventListener("click", () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    kept.set(root.dataset.theme);
  });
  box.setAttribute("placeholder", say.search);
  box.setAttribute("aria-label", say.search);
  let waiting = 0;
  const search = () => {
    const query = box.value.trim();
    const address = query ? `#/search/${encodeURIComponent(query)}` : "#/";
    if (location.hash === address) return;
    history.replaceState(null, "", address);
    show();
  };
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    search();
    main.querySelector("h1")?.focus();
  });
  addEventListener("hashchange", show);
  addEventListener("beforeprint", () => {
    pending.splice(0).forEach((finish) => finish());
    main.querySelectorAll("details").forEach((part) => part.setAttribute("open", ""));
  });
  show();
  document.body.dataset.ready = "";
  later();
})();
