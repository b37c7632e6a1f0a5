// What an exported page promises, held in a browser. README.md says how to run these.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, afterEach, before, test } from "node:test";

import { exported, go, library, open, search, start, stop, townhall } from "./browser.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const HOSTILE = {
  "a.md": `# </title><script>alert(1)</script> "题" & <!--

| 项目 | 内容 |
|---|---|
| 日期 | 2026-03-01 |
| 嘉宾 | 李明 |
| 链接 | javascript:alert(2) |

## <img src=x onerror=alert(3)> \`标题\`

> **李明**：“</script><script>alert(4)</script><svg onload=alert(5)> {{x}} \${y} \u2028 推理成本”

- \`<style>*{display:none}</style>\` [链接](javascript:alert(6))

## 核心观点与预测

| 观点 | 提出者 | 时间节点 |
|---|---|---|
| \`<b onclick=alert(7)>\`成本会降 | 李明 | 2027年底前 |
| 以后再说 | 李明 | 未来趋势 |

## 术语表

| 术语 | 解释 |
|---|---|
| __proto__ | 对象的原型 |
| constructor | \`"><script>alert(8)</script>\` |
`,
  "b.md": "# 二\n\n## 一\n\n> 王芳：“開發者與模型，排班系\n统。”\n\n" + "- 一条很长的".repeat(3) + "x".repeat(400) + "\n",
};

let own;
let hostile;
let hostileNotes;

before(async () => {
  await start();
  own = exported("own");
  hostileNotes = library("hostile", HOSTILE);
  hostile = exported("hostile", hostileNotes);
});
after(stop);

// Every test leaves its tabs to this, which sees whether anything went wrong in them.
const tabs = [];
async function tab(address, options) {
  const page = await open(address, options);
  tabs.push(page);
  return page;
}
afterEach(async () => {
  for (const page of tabs.splice(0)) {
    const { faults } = page;
    await page.context().close();
    assert.deepEqual(faults, []);
  }
});

const VIEWS = ["/", "/notes", "/people", "/topics", "/terms", "/predictions", "/questions", "/quotes", "/search/%E6%88%90%E6%9C%AC", "/search/%E6%B2%A1%E6%9C%89%E8%BF%99%E4%B8%AA", "/person/Sam%20Altman", "/topic/safety"];

test("each part of the page opens and has a title", async () => {
  const page = await tab(own);
  for (const view of VIEWS) {
    await go(page, view);
    assert.ok((await page.textContent("main h1")).trim(), view);
    assert.ok((await page.textContent("main")).length > 5, view);
  }
});

test("a search finds what the program finds for literal text", async () => {
  for (const [address, notes, queries] of [
    [own, undefined, ["推理成本", "開發者", "ＧＴＭ", "缓", "gpt-5", "GPT-5.2", "招聘 放缓", "“大幅放缓”", "模型 -推理", "，我们", "没有这样的词"]],
    [hostile, hostileNotes, ["成本", "开发者", "排班系统", "script", "alert(4)", "原型", "__proto__", "王芳：", "${y}"]],
  ]) {
    const page = await tab(address);
    for (const query of queries) {
      let expected = [];
      try {
        const lines = townhall(notes, "export", "--format", "jsonl", "--", query).split("\n").filter(Boolean);
        expected = lines.map((line) => JSON.parse(line).id);
      } catch (error) {
        // Nothing is found.
        assert.equal(error.status, 1, String(error.stderr));
      }
      assert.deepEqual((await search(page, query)).sort(), expected.sort(), query);
    }
  }
});

test("what was looked for is marked in the words as they are", async () => {
  const page = await tab(hostile);
  await search(page, "开发者与");
  assert.deepEqual(await page.$$eval("main mark", (marks) => marks.map((mark) => mark.textContent)), ["開發者與"]);
});

test("typing searches, and the address keeps the query", async () => {
  const page = await tab(own);
  await page.keyboard.press("/");
  await page.keyboard.type("招聘");
  await page.waitForFunction(() => document.querySelectorAll("main mark").length > 0);
  assert.equal(await page.evaluate(() => document.activeElement.id), "query");
  const again = await tab(await page.evaluate(() => location.href));
  assert.ok((await again.$$("main mark")).length > 0);
});

test("every record can be linked to", async () => {
  const ids = townhall(undefined, "export", "--format", "jsonl").split("\n").filter(Boolean).map((line) => JSON.parse(line)).filter(({ kind }) => kind !== "note");
  const page = await tab(own);
  for (const { id, kind, level } of ids.filter((_, at) => at % 7 === 0)) {
    await go(page, id);
    const record = await page.$(`[id="${id}"]`);
    assert.ok(record || (kind === "section" && level === 1), `${id} of ${kind}`);
    if (!record) continue;
    assert.equal(await page.evaluate(() => document.activeElement.id), id);
    assert.ok(await record.evaluate((element) => {
      const { top } = element.getBoundingClientRect();
      return top >= 0 && top < innerHeight;
    }), `${id} is in sight`);
  }
  await go(page, "qnothere");
  assert.match(await page.textContent("main h1"), /没有这条记录/);
});

test("links of the page lead somewhere in it, and others to the web alone", async () => {
  for (const address of [own, hostile]) {
    const page = await tab(address);
    const held = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).notes.flatMap((note) => [note.id, ...note.records.map(({ i }) => i)]));
    const ids = new Set(held);
    for (const view of VIEWS) {
      await go(page, view);
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      for (const href of await page.$$eval("a", (links) => links.map((link) => link.getAttribute("href")))) {
        assert.match(href, /^(#|https?:\/\/)/);
        if (/^#[^/]/.test(href)) assert.ok(href === "#main" || ids.has(href.slice(1)), `${href} leads nowhere`);
      }
    }
  }
});

test("keys go through records and open them", async () => {
  const page = await tab(own);
  await go(page, "/quotes");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  assert.equal(await page.$$eval(".item", (items) => items.findIndex((item) => item.matches(".chosen"))), 0);
  const id = await page.$eval(".chosen .place a", (link) => link.hash.slice(1));
  await page.keyboard.press("Enter");
  await page.waitForFunction((wanted) => document.activeElement.id === wanted, id);
  await page.keyboard.press("?");
  assert.ok(await page.$("dialog[open]"));
  await page.keyboard.press("Escape");
  assert.ok(!(await page.$("dialog[open]")));
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "query");
  await page.keyboard.press("Escape");
  assert.notEqual(await page.evaluate(() => document.activeElement.id), "query");
});

test("what notes hold is text", async () => {
  const page = await tab(hostile);
  const scripts = await page.$$eval("script", (all) => all.length);
  assert.equal(scripts, 2);
  for (const view of [...VIEWS, await page.$eval("main .item a", (link) => link.hash.slice(1))]) {
    await go(page, view);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.deepEqual(await page.$$eval("main *", (all) => [...new Set(all.map((one) => one.localName))].filter((name) => ["script", "img", "style", "iframe", "b"].includes(name))), []);
    assert.equal(await page.$$eval("main [onload], main [onclick], main [onerror]", (all) => all.length), 0);
  }
  assert.ok((await search(page, "alert(4)")).length === 1);
  assert.match(await page.textContent("main .item"), /<\/script><script>alert\(4\)<\/script><svg onload=alert\(5\)>/);
});

test("nothing but the page's own script runs, and no text becomes markup", async () => {
  const page = await open(own);
  const kept = await page.evaluate(async () => {
    const blocked = [];
    addEventListener("securitypolicyviolation", (event) => blocked.push(event.effectiveDirective));
    let refused = false;
    try {
      document.body.innerHTML = "<b>x</b>";
    } catch {
      refused = true;
    }
    const script = document.createElement("script");
    try {
      script.append("window.broken = true");
      document.body.append(script);
    } catch {
      // Refused as text that becomes a script, where it is not run in vain.
    }
    const fetched = await fetch("https://example.org/").then(() => true, () => false);
    await new Promise((done) => setTimeout(done, 100));
    return { refused, fetched, asked: blocked.includes("connect-src"), broken: window.broken };
  });
  assert.deepEqual(kept, { refused: true, fetched: false, asked: true, broken: undefined });
  await page.context().close();
});

test("a page fits windows from a phone to a wall", async () => {
  for (const width of [320, 768, 1280, 3840]) {
    for (const address of [own, hostile]) {
      const page = await tab(address, { viewport: { width, height: 800 } });
      for (const view of VIEWS) {
        await go(page, view);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${view} is ${over} pixels too wide at ${width}`);
      }
    }
  }
});

test("nothing serious is in the way of those who can't see or use a mouse", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await tab(own, { colorScheme });
    for (const view of VIEWS) {
      await go(page, view);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      const grave = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
      assert.deepEqual(grave.map(({ id, nodes }) => [view, id, nodes[0].html]), []);
    }
  }
});

test("light and dark can be chosen", async () => {
  const page = await tab(own, { colorScheme: "light" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.click("#theme");
  assert.notEqual(await ground(), light);
  await page.click("#theme");
  assert.equal(await ground(), light);
});

test("long lists go on as one scrolls, and are whole in print", async () => {
  const quotes = Array.from({ length: 150 }, (_, number) => `> 李明：“第 ${number} 句话。”\n`).join("\n");
  const page = await tab(exported("long", library("long", { "a.md": `# 长\n\n## 一\n\n${quotes}` })));
  await go(page, "/quotes");
  assert.equal((await page.$$(".item")).length, 60);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForFunction(() => document.querySelectorAll(".item").length > 60);
  await go(page, "/");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal((await page.$$(".note > .quote")).length, 150);
});

test("the timeline draws every prediction that has a day", async () => {
  const page = await tab(hostile);
  await go(page, "/predictions");
  assert.equal((await page.$$("svg.track rect")).length, 1);
  assert.match(await page.getAttribute("svg.track", "aria-label"), /2026-03-01.*2027-12-31/);
  assert.equal((await page.$$(".item")).length, 2);
});

test("one note or some records make a page too", async () => {
  const page = await tab(exported("some", undefined, "--kind", "term"));
  assert.deepEqual(await page.$$eval("nav a", (links) => links.map((link) => link.hash)), ["#/notes", "#/people", "#/terms"]);
});
