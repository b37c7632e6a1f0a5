//! `townhall mcp` as agents use it: asked by the SDK's own client, over the pipes of the real program.

use std::collections::HashSet;
use std::fs::{self, File};
use std::process::Stdio;

use rmcp::model::{
    CallToolRequestParams, CallToolResult, GetPromptRequestParams, JsonObject, PaginatedRequestParams,
    ReadResourceRequestParams, ResourceContents,
};
use rmcp::service::{RoleClient, RunningService};
use rmcp::{ServiceError, ServiceExt as _};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::damaged::files;
use crate::folder::Folder;

/// A talk: so many quotes, two questions, a claim and a term.
fn talk(title: &str, day: &str, quotes: usize) -> String {
    let said: String = (1..=quotes)
        .map(|number| {
            format!("\n### 第{number}点\n\n> **李明**：“{title}的第{number}句话，说的是推理成本。”\n")
        })
        .collect();
    format!(
        "# {title}\n\n| 项目 | 内容 |\n| --- | --- |\n| **日期** | {day} |\n| **嘉宾** | 李明、王芳 |\n\n## 核心观点与预测\n\n| 预测 | 提出者 | 时间 |\n| --- | --- | --- |\n| {title}里成本会下降 | 李明 | 2027年底前 |\n\n## 成本\n\n**提问者**：{title}的成本何时下降？\n{said}\n## 术语表\n\n| 术语 | 解释 |\n| --- | --- |\n| MCP | 模型上下文协议 |\n"
    )
}

/// A client and its server, over a folder of notes.
struct Agent {
    home: Folder,
    runtime: Runtime,
    client: RunningService<RoleClient, ()>,
}

impl Agent {
    /// With three talks of ten quotes each.
    fn new() -> Agent {
        Agent::with(&[])
    }

    fn with(arguments: &[&str]) -> Agent {
        let home = Folder::new();
        for (name, title, day) in [
            ("a.md", "谈推理", "2026-01-05"),
            ("b.md", "谈训练", "2026-02-05"),
            ("c/d e.md", "谈算力", "2026-03-05"),
        ] {
            home.write(&format!("notes/{name}"), &talk(title, day, 10));
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let client = runtime.block_on(async {
            let mut command = tokio::process::Command::from(program(&home));
            let mut server = command
                .args(arguments)
                .arg("mcp")
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let pipes = (server.stdout.take().unwrap(), server.stdin.take().unwrap());
            ().serve(pipes).await.unwrap()
        });
        Agent { home, runtime, client }
    }

    /// What a tool gives, be it an error.
    fn call(&self, tool: &str, arguments: Value) -> CallToolResult {
        let mut call = CallToolRequestParams::new(tool.to_owned());
        call.arguments = arguments.as_object().cloned();
        self.runtime.block_on(self.client.call_tool(call)).unwrap()
    }

    /// What a tool gives to programs.
    fn ask(&self, tool: &str, arguments: Value) -> Value {
        let result = self.call(tool, arguments.clone());
        assert_ne!(result.is_error, Some(true), "{tool} {arguments}: {}", text(&result));
        result.structured_content.unwrap()
    }

    /// What a tool says that can't do what it is asked.
    fn refused(&self, tool: &str, arguments: Value) -> String {
        let result = self.call(tool, arguments.clone());
        assert_eq!(result.is_error, Some(true), "{tool} {arguments}");
        text(&result)
    }

    /// What the command line says to the same as JSON.
    fn command(&self, arguments: &[&str]) -> Value {
        let run = program(&self.home).args(arguments).args(["--format", "json"]).output().unwrap();
        serde_json::from_slice(&run.stdout).unwrap()
    }

    /// The ids on each page of an answer, from the first to the last.
    fn pages(&self, tool: &str, arguments: Value) -> Vec<Vec<String>> {
        let mut pages = Vec::new();
        let mut asked = arguments;
        loop {
            let found = self.ask(tool, asked.clone());
            pages.push(ids(&found));
            assert!(pages.len() < 200, "{tool} never ends");
            let Some(cursor) = found["page"]["next_cursor"].as_str() else { return pages };
            asked["cursor"] = cursor.into();
        }
    }

    fn read(&self, address: &str) -> Result<String, ServiceError> {
        let read = self.client.read_resource(ReadResourceRequestParams::new(address));
        let result = self.runtime.block_on(read)?;
        match &result.contents[..] {
            [ResourceContents::TextResourceContents { text, .. }] => Ok(text.clone()),
            other => panic!("{other:?}"),
        }
    }
}

fn program(home: &Folder) -> std::process::Command {
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_townhall"));
    program
        .env("TOWNHALL_CACHE", home.path("cache"))
        .env("TOWNHALL_STATE", home.path("state"))
        .env("TOWNHALL_CONFIG", "")
        .env("TOWNHALL_NOTES", home.path("notes"))
        .env("LC_ALL", "C");
    program
}

fn text(result: &CallToolResult) -> String {
    result.content.iter().filter_map(|part| part.as_text()).map(|part| part.text.as_str()).collect()
}

fn ids(found: &Value) -> Vec<String> {
    let items = found["items"].as_array().unwrap();
    items.iter().map(|item| item["id"].as_str().or(item["name"].as_str()).unwrap().to_owned()).collect()
}

/// Every tool with what makes it find something, and the command that does the same.
fn each_tool() -> Vec<(&'static str, Value, Vec<&'static str>)> {
    vec![
        ("search", json!({ "query": "推理成本" }), vec!["search", "推理成本", "-n", "200"]),
        ("search", json!({ "kinds": ["term"] }), vec!["search", "--kind", "term", "-n", "200"]),
        ("quotes", json!({ "speakers": ["李明"] }), vec!["quotes", "--speaker", "李明"]),
        ("predictions", json!({ "by": "2027" }), vec!["predictions", "--by", "2027"]),
        ("questions", json!({ "query": "训练" }), vec!["questions", "训练"]),
        ("glossary", json!({ "term": "mcp" }), vec!["glossary", "mcp"]),
        ("glossary", json!({ "mentions": true }), vec!["glossary"]),
        ("people", json!({}), vec!["people"]),
        ("people", json!({ "name": "李明" }), vec!["people", "李明"]),
        (
            "compare",
            json!({ "people": ["李明", "王芳"], "query": "成本" }),
            vec!["compare", "李明", "王芳", "成本"],
        ),
        ("show", json!({ "id": "谈训练" }), vec!["show", "谈训练"]),
        ("notes", json!({ "since": "2026-02" }), vec!["notes", "--since", "2026-02"]),
    ]
}

#[test]
fn tools_give_what_the_commands_give() {
    let agent = Agent::new();
    for (tool, mut arguments, command) in each_tool() {
        arguments["limit"] = 200.into();
        arguments["budget"] = 200_000.into();
        let (found, expect) = (agent.ask(tool, arguments.clone()), agent.command(&command));
        assert!(!ids(&found).is_empty(), "{tool} {arguments}");
        for (key, value) in expect.as_object().unwrap() {
            assert_eq!(found[key], *value, "{tool} {arguments}: {key}");
        }
        assert_eq!(found["page"]["left_out"], 0, "{tool} {arguments}");
    }
}

#[test]
fn the_text_cites_each_record() {
    let agent = Agent::new();
    let result = agent.call("quotes", json!({ "limit": 3 }));
    let said = text(&result);
    for id in ids(&result.structured_content.clone().unwrap()) {
        assert!(said.contains(&format!("`{id}`")), "{id} in {said}");
    }
    assert_eq!(said.matches("《谈推理》, 2026-01-05, 成本 › 第").count(), 3, "{said}");
    assert!(said.contains("3 of 30 given, 27 left out; cursor `"), "{said}");
}

#[test]
fn schemas_name_kinds_topics_and_limits_and_nothing_writes() {
    let agent = Agent::new();
    agent.home.write("notes/topics.yaml", "- {slug: tides, chinese: 潮汐, english: Tides, any: [潮汐]}\n");
    let tools = agent.runtime.block_on(agent.client.list_all_tools()).unwrap();
    let names: HashSet<String> = tools.iter().map(|tool| tool.name.to_string()).collect();
    assert_eq!(names, each_tool().into_iter().map(|(tool, ..)| tool.to_owned()).collect());
    for tool in &tools {
        let schema = Value::Object((*tool.input_schema).clone());
        let of = |argument: &str| &schema["properties"][argument];
        assert_eq!(schema["additionalProperties"], false, "{}", tool.name);
        assert_eq!(
            *of("limit"),
            json!({ "type": "integer", "minimum": 1, "maximum": 200, "default": 20, "description": of("limit")["description"] })
        );
        if tool.name != "show" {
            let topics = of("topics")["items"]["enum"].as_array().unwrap();
            assert!(topics.contains(&"safety".into()) && topics.contains(&"tides".into()), "{topics:?}");
        }
        let hints = tool.annotations.as_ref().unwrap();
        assert_eq!((hints.read_only_hint, hints.destructive_hint), (Some(true), Some(false)));
    }
    let search = tools.iter().find(|tool| tool.name == "search").unwrap();
    let kinds = &search.input_schema["properties"]["kinds"]["items"]["enum"];
    assert_eq!(kinds.as_array().unwrap().len(), 7, "{kinds}");
}

#[test]
fn a_reply_keeps_to_its_budget() {
    let agent = Agent::new();
    for budget in [2_000, 3_000, 5_000, 12_000] {
        for (tool, mut arguments, _) in each_tool() {
            arguments["budget"] = budget.into();
            let result = agent.call(tool, arguments.clone());
            let structured = result.structured_content.clone().unwrap();
            let sent = text(&result).chars().count() + structured.to_string().chars().count();
            assert!(sent <= budget, "{tool} {arguments}: {sent}");
            assert!(!ids(&structured).is_empty(), "{tool} {arguments}");
            let (left, cursor) = (&structured["page"]["left_out"], &structured["page"]["next_cursor"]);
            assert_eq!(*left == 0, cursor.is_null(), "{tool} {arguments}");
        }
    }
}

#[test]
fn pages_give_each_record_once_and_in_order() {
    let agent = Agent::new();
    for (tool, mut arguments, command) in each_tool() {
        let expect = ids(&agent.command(&command));
        for (limit, budget) in [(7, 12_000), (200, 2_500)] {
            arguments["limit"] = limit.into();
            arguments["budget"] = budget.into();
            assert_eq!(agent.pages(tool, arguments.clone()).concat(), expect, "{tool} {arguments}");
        }
    }
}

#[test]
fn a_cursor_alone_goes_on_and_again_the_same_way() {
    let agent = Agent::new();
    let first = agent.ask("quotes", json!({ "speakers": ["李明"], "limit": 4 }));
    let cursor = &first["page"]["next_cursor"];
    let second = agent.ask("quotes", json!({ "cursor": cursor, "limit": 4 }));
    let again = agent.ask("quotes", json!({ "cursor": cursor, "limit": 4 }));
    assert_eq!(second["items"], again["items"]);
    assert!(ids(&second).iter().all(|id| !ids(&first).contains(id)));
    let said = agent.refused("quotes", json!({ "cursor": cursor, "speakers": ["王芳"] }));
    assert!(said.contains("another question"), "{said}");
    let said = agent.refused("search", json!({ "cursor": cursor }));
    assert!(said.contains("another question"), "{said}");
    for forged in ["0", "ffffffffffffffffffffffffffffffff", "eyJvZmZzZXQiOjIwfQ==", "\u{0}"] {
        let said = agent.refused("quotes", json!({ "cursor": forged }));
        assert!(said.contains("no such cursor"), "{forged}: {said}");
    }
}

#[test]
fn pages_stay_right_when_the_library_changes() {
    let agent = Agent::new();
    let first = agent.ask("quotes", json!({ "limit": 15 }));
    // Before what was given, and among what was not.
    agent.home.write("notes/0.md", &talk("谈新事", "2026-04-05", 2));
    agent.home.write("notes/b.md", &talk("谈训练", "2026-02-05", 8));
    let rest = agent
        .ask("quotes", json!({ "cursor": first["page"]["next_cursor"], "limit": 200, "budget": 200_000 }));
    assert!(rest["notices"][0].as_str().unwrap().contains("the library has changed"), "{}", rest["notices"]);
    let (given, now) = (ids(&first), ids(&agent.command(&["quotes"])));
    let expect: Vec<String> = now.into_iter().filter(|id| !given.contains(id)).collect();
    assert_eq!(ids(&rest), expect);
    assert_eq!(rest["page"]["left_out"], 0);
}

#[test]
fn an_edited_note_is_seen_at_the_next_question() {
    let agent = Agent::new();
    let quotes = |agent: &Agent| agent.ask("quotes", json!({ "limit": 1 }))["total"].clone();
    assert_eq!(quotes(&agent), 30);
    agent.home.write("notes/b.md", &talk("谈训练", "2026-02-05", 3));
    assert_eq!(quotes(&agent), 23);
    std::fs::remove_file(agent.home.path("notes/a.md")).unwrap();
    assert_eq!(quotes(&agent), 13);
    std::fs::remove_dir_all(agent.home.path("notes")).unwrap();
    assert!(agent.refused("quotes", json!({})).contains("notes"));
    agent.home.write("notes/a.md", &talk("谈推理", "2026-01-05", 4));
    assert_eq!(quotes(&agent), 4);
}

/// Whatever becomes of the files that the server has open, it answers, and right.
#[test]
fn damage_below_a_running_server_is_not_seen_in_answers() {
    let harms: [fn(&mut Vec<u8>); 3] =
        [|bytes| bytes.clear(), |bytes| bytes.truncate(bytes.len() / 2), |bytes| bytes[7] ^= 1];
    let questions = [("search", json!({"query": "第7句话"})), ("quotes", json!({})), ("people", json!({}))];
    for (number, harm) in harms.into_iter().enumerate() {
        let agent = Agent::new();
        let ask = || questions.clone().map(|(tool, arguments)| agent.ask(tool, arguments)["items"].clone());
        let expected = ask();
        for path in files(&agent.home.path("cache")) {
            let mut bytes = fs::read(&path).unwrap();
            let modified = path.metadata().unwrap().modified().unwrap();
            harm(&mut bytes);
            fs::write(&path, bytes).unwrap();
            File::options().write(true).open(path).unwrap().set_modified(modified).unwrap();
        }
        assert_eq!(ask(), expected, "harm {number}");
    }
}

#[test]
fn what_means_nothing_is_an_error_that_helps() {
    let agent = Agent::new();
    for (tool, arguments, expect) in [
        ("quotes", json!({ "speaker": ["李明"] }), "near: speakers"),
        ("quotes", json!({ "kinds": ["quote"] }), "it has: query, key, topics"),
        ("quotes", json!({ "limit": "many" }), "`limit` must be a number from 1 to 200, not `\"many\"`"),
        ("quotes", json!({ "limit": 0 }), "`limit` must be a number from 1 to 200"),
        ("quotes", json!({ "limit": 1.5 }), "`limit` must be a number from 1 to 200"),
        ("quotes", json!({ "budget": 10 }), "`budget` must be a number from 2000 to 200000"),
        ("quotes", json!({ "key": "yes" }), "`key` must be true or false"),
        ("quotes", json!({ "topics": [1] }), "`topics` must be a list of strings"),
        ("quotes", json!({ "topics": ["safty"] }), "near: safety"),
        ("quotes", json!({ "since": "someday" }), "`someday` names no time"),
        ("quotes", json!({ "speakers": ["张三"] }), "张三"),
        ("search", json!({}), "the query is empty"),
        ("search", json!({ "query": "topic:safty x" }), "^^^^^"),
        ("search", json!({ "query": "x".repeat(3_000) }), "say it shorter"),
        ("search", json!({ "kinds": ["quot", "nothing"] }), "unknown kind `nothing`"),
        ("predictions", json!({ "verdicts": ["maybe"] }), "known: came-true, partly"),
        ("predictions", json!({ "past": true, "open": true }), "leave out"),
        ("compare", json!({ "people": ["李明"] }), "2 to 3 entries"),
        ("compare", json!({ "people": ["李明", "王芳", "张三"] }), "no speaker has the whole name `张三`"),
        ("compare", json!({}), "`compare` needs `people`"),
        ("show", json!({}), "`show` needs `id`"),
        ("no-such-tool", json!({}), "there are: search, quotes"),
    ] {
        let said = agent.refused(tool, arguments.clone());
        assert!(said.contains(expect), "{tool} {arguments}: {said}");
    }
    let nothing = agent.ask("search", json!({ "query": "量子引力波" }));
    assert_eq!((nothing["total"].clone(), ids(&nothing).len()), (0.into(), 0));
    assert!(nothing["notices"][0].as_str().unwrap().contains("量子引力波"), "{nothing}");
    // What a client sends for all that nobody said.
    let all_null = json!({ "query": null, "limit": null, "cursor": null, "topics": null });
    assert_eq!(agent.ask("quotes", all_null)["total"], 30);
}

#[test]
fn notes_are_resources_and_no_file_is() {
    let agent = Agent::new();
    agent.home.write("secret.md", "# 秘密\n");
    let listed = agent.runtime.block_on(agent.client.list_all_resources()).unwrap();
    let addresses: Vec<&str> = listed.iter().map(|resource| resource.uri.as_str()).collect();
    assert_eq!(addresses, ["townhall://note/c%2Fd%20e.md", "townhall://note/b.md", "townhall://note/a.md"]);
    assert_eq!(listed[0].description.as_deref(), Some("2026-03-05 · 李明、王芳"));
    assert_eq!(agent.read(addresses[0]).unwrap(), talk("谈算力", "2026-03-05", 10));
    let templates = agent.runtime.block_on(agent.client.list_all_resource_templates()).unwrap();
    assert_eq!(templates[0].uri_template, "townhall://note/{note}");
    let secret = format!("townhall://note/{}", agent.home.path("secret.md").display());
    for hostile in [
        "townhall://note/",
        // A title and a part of a name are no addresses: the note that was meant may be gone, and another would stand for it.
        "townhall://note/%E8%B0%88%E8%AE%AD%E7%BB%83",
        "townhall://note/a",
        "townhall://note/..%2Fsecret.md",
        "townhall://note/../secret.md",
        "townhall://note/%2E%2E%2Fsecret.md",
        "townhall://note/%00",
        "townhall://note/%FF",
        "townhall://note/a.md%00.png",
        "townhall://record/a",
        "file:///etc/passwd",
        "",
        &secret,
        &format!("townhall://note/{}", "%E8%B0%88".repeat(20_000)),
    ] {
        let error = agent.read(hostile).unwrap_err();
        assert!(matches!(&error, ServiceError::McpError(_)), "{hostile:.60}: {error}");
    }
}

#[test]
fn many_notes_come_in_pages() {
    let agent = Agent::new();
    for number in 0..120 {
        agent.home.write(&format!("notes/more/{number:03}.md"), "# 短\n\n话。\n");
    }
    let page = |cursor: Option<String>| {
        let wanted = PaginatedRequestParams::default().with_cursor(cursor);
        agent.runtime.block_on(agent.client.list_resources(Some(wanted)))
    };
    let first = page(None).unwrap();
    assert_eq!(first.resources.len(), 100);
    let second = page(first.next_cursor.clone()).unwrap();
    assert_eq!((second.resources.len(), second.next_cursor), (23, None));
    let all: HashSet<String> =
        first.resources.iter().chain(&second.resources).map(|it| it.uri.clone()).collect();
    assert_eq!(all.len(), 123);
    assert!(page(Some("forged".to_owned())).is_err());
}

#[test]
fn prompts_ask_for_citations_in_both_languages() {
    let agent = Agent::new();
    let prompts = agent.runtime.block_on(agent.client.list_all_prompts()).unwrap();
    assert_eq!(prompts.len(), 2);
    let get = |name: &str, arguments: Value| {
        let mut wanted = GetPromptRequestParams::new(name);
        wanted.arguments = Some(serde_json::from_value::<JsonObject>(arguments).unwrap());
        agent.runtime.block_on(agent.client.get_prompt(wanted))
    };
    for (prompt, word) in prompts.iter().zip(["Cite each claim", "注明出处"]) {
        let found = get(&prompt.name, json!({ "question": "推理成本何时下降？{question}" })).unwrap();
        let said = found.messages[0].content.as_text().unwrap().text.clone();
        assert!(said.contains(word) && said.ends_with("推理成本何时下降？{question}"), "{said}");
        for wrong in [json!({}), json!({ "question": " " }), json!({ "question": 3 }), json!({ "x": "y" })] {
            assert!(get(&prompt.name, wrong).is_err());
        }
    }
    assert!(get("no-such-prompt", json!({ "question": "x" })).is_err());
}

#[test]
fn the_server_speaks_chinese_where_it_is_to() {
    let agent = Agent::with(&["--lang", "zh"]);
    let said = agent.refused("quotes", json!({ "limit": 0 }));
    assert!(said.starts_with("`limit` 须为"), "{said}");
    let tools = agent.runtime.block_on(agent.client.list_all_tools()).unwrap();
    for tool in &tools {
        let described: Vec<String> = tool.input_schema["properties"]
            .as_object()
            .unwrap()
            .values()
            .map(|argument| argument["description"].as_str().unwrap().to_owned())
            .chain([tool.description.clone().unwrap().into_owned(), tool.title.clone().unwrap()])
            .collect();
        let is_chinese = |text: &&String| text.chars().any(|character| ('一'..='鿿').contains(&character));
        let english: Vec<_> = described.iter().filter(|text| !is_chinese(text)).collect();
        assert!(english.is_empty(), "{}: {english:?}", tool.name);
    }
    let result = agent.call("quotes", json!({ "limit": 3 }));
    assert!(text(&result).contains("余 27 条"), "{}", text(&result));
}
