// What the server promises to a client of another make. README.md says how to run these.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";

const program = process.env.TOWNHALL_BIN ?? fileURLToPath(new URL("../../target/debug/townhall", import.meta.url));
// A machine under load may take long to read a library for the first time.
const patience = { timeout: 300_000 };

const NOTE = `# 谈成本

| 项目 | 内容 |
|---|---|
| 日期 | 2026-03-01 |
| 嘉宾 | 李明、王芳 |

## 成本

> **李明**：“推理成本会下降。”

> **王芳**：“训练成本不会。”

## 核心观点与预测

| 观点 | 提出者 | 时间节点 |
|---|---|---|
| 成本会降 | 李明 | 2027年底前 |

## 术语表

| 术语 | 解释 |
|---|---|
| MCP | 模型上下文协议 |
`;

let home;
let client;
const said = [];

before(async () => {
  home = mkdtempSync(join(tmpdir(), "townhall-mcp-"));
  writeFileSync(join(home, "a.md"), NOTE);
  const transport = new StdioClientTransport({
    command: program,
    args: ["--notes", home, "mcp"],
    env: { ...process.env, TOWNHALL_CACHE: join(home, ".cache"), TOWNHALL_CONFIG: "", LC_ALL: "C" },
    stderr: "pipe",
  });
  transport.stderr.on("data", (data) => said.push(String(data)));
  client = new Client({ name: "townhall-tests", version: "1" });
  await client.connect(transport, patience);
});
after(async () => {
  await client?.close();
  rmSync(home, { recursive: true, force: true });
});

const ask = async (name, args = {}) => client.callTool({ name, arguments: args }, undefined, patience);

test("it says who it is and what it can do", () => {
  assert.equal(client.getServerVersion().name, "townhall");
  assert.deepEqual(Object.keys(client.getServerCapabilities()).sort(), ["prompts", "resources", "tools"]);
  assert.match(client.getInstructions(), /Begin with `search`/);
});

test("every tool only reads, and what it gives fits its schema", async () => {
  const { tools } = await client.listTools({}, patience);
  const wanted = {
    search: { query: "推理成本" },
    quotes: { topics: ["inference"] },
    predictions: { by: "2027" },
    questions: {},
    glossary: { term: "mcp" },
    people: { name: "李明" },
    compare: { people: ["李明", "王芳"] },
    show: { id: "谈成本" },
    notes: {},
  };
  assert.deepEqual(tools.map((tool) => tool.name), Object.keys(wanted));
  for (const tool of tools) {
    assert.equal(tool.annotations.readOnlyHint, true);
    // The client refuses what does not fit the schema.
    const result = await ask(tool.name, wanted[tool.name]);
    assert.ok(!result.isError, JSON.stringify(result));
    assert.equal(result.structuredContent.schema_version, 1);
    assert.equal(result.content[0].type, "text");
  }
});

test("a reply has the words, whose they are and where they stand", async () => {
  const { content, structuredContent } = await ask("search", { query: "推理成本" });
  const [first] = structuredContent.items;
  assert.deepEqual([first.kind, first.speaker, first.text], ["quote", "李明", "推理成本会下降。"]);
  assert.ok(content[0].text.includes("《谈成本》, 2026-03-01, 成本, line 10 `" + first.id + "`"), content[0].text);
});

test("pages go on by cursor, and a forged one is a tool's error", async () => {
  const first = await ask("quotes", { limit: 1 });
  const cursor = first.structuredContent.page.next_cursor;
  const second = await ask("quotes", { limit: 1, cursor });
  assert.deepEqual(
    [...first.structuredContent.items, ...second.structuredContent.items].map((item) => item.speaker),
    ["李明", "王芳"],
  );
  assert.equal(second.structuredContent.page.next_cursor, null);
  for (const args of [{ cursor: "forged" }, { nothing: 1 }, { limit: "many" }, { topics: ["nothing"] }]) {
    const refused = await ask("quotes", args);
    assert.equal(refused.isError, true, JSON.stringify(args));
  }
});

test("an edited note is seen at the next question", async () => {
  writeFileSync(join(home, "b.md"), NOTE.replace("谈成本", "又谈成本").replace("推理成本会下降", "推理成本已经下降"));
  const { structuredContent } = await ask("search", { query: "推理成本已经下降" });
  assert.equal(structuredContent.items[0].note_title, "又谈成本");
});

test("notes are resources, and files are not", async () => {
  const { resources } = await client.listResources({}, patience);
  const own = resources.find((resource) => resource.title === "谈成本");
  const { contents } = await client.readResource({ uri: own.uri }, patience);
  assert.equal(contents[0].text, NOTE);
  const { resourceTemplates } = await client.listResourceTemplates({}, patience);
  assert.equal(resourceTemplates[0].uriTemplate, "townhall://note/{note}");
  for (const uri of ["townhall://note/..%2F..%2Fetc%2Fpasswd", "file:///etc/passwd", "townhall://note/"]) {
    await assert.rejects(client.readResource({ uri }, patience));
  }
});

test("prompts hold the question", async () => {
  const { prompts } = await client.listPrompts({}, patience);
  assert.equal(prompts.length, 2);
  for (const { name } of prompts) {
    const { messages } = await client.getPrompt({ name, arguments: { question: "成本何时下降？" } }, patience);
    assert.ok(messages[0].content.text.endsWith("成本何时下降？"));
  }
});

test("the server says nothing of a failure", () => {
  assert.ok(!said.join("").includes("panicked"), said.join(""));
});
