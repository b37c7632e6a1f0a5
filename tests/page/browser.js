// A browser with a page in it that the program has just written.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const program = resolve(process.env.TOWNHALL_BIN ?? fileURLToPath(new URL("../../target/debug/townhall", import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), "townhall-page-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** What the program prints for these arguments. */
export function townhall(notes, ...given) {
  const own = { TOWNHALL_CACHE: join(folder, "cache"), TOWNHALL_STATE: join(folder, "state"), TOWNHALL_CONFIG: "", TOWNHALL_NOTES: notes ?? "" };
  const options = { env: { ...process.env, ...own }, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] };
  return execFileSync(program, given, options).toString();
}

/** A folder with these notes. */
export function library(name, notes) {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [file, text] of Object.entries(notes)) writeFileSync(join(path, file), text);
  return path;
}

/** The address of a page of these notes. */
export function exported(name, notes, ...given) {
  const path = join(folder, `${name}.html`);
  townhall(notes, "export", "--format", "html", "--lang", "zh", "--output", path, "--force", ...given);
  return pathToFileURL(path).href;
}

let browser;

/** Starts the browser: Debian's, which `.ci/run` installs. As root it has no sandbox to use. */
export async function start() {
  const args = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", chromiumSandbox: process.getuid() !== 0, args });
}

export const stop = () => browser.close();

/** A tab at an address. Whatever goes wrong in it, or is asked of a network, is in `page.faults`. */
export async function open(address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.faults.push(message.text()));
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("dialog", (dialog) => { page.faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => /^(file|data):/.test(request.url()) || page.faults.push(`asks for ${request.url()}`));
  await page.goto(address);
  await page.waitForSelector("body[data-ready]");
  return page;
}

/** Goes to another part of the page that is open. */
export async function go(page, address) {
  // The page's own listener was there first, so it has shown the part by then.
  await page.evaluate((to) => new Promise((done) => {
    if (location.hash === `#${to}`) return done();
    addEventListener("hashchange", () => done(), { once: true });
    location.hash = to;
  }), address);
}

/** Searches, and gives the ids of all that is found. */
export async function search(page, query) {
  await page.fill("#query", query);
  await page.press("#query", "Enter");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  return page.$$eval("main .item .place a", (links) => links.map((link) => link.hash.slice(1)));
}
