// A desk for one test: a process of its own on a free port, with a database of its own.
"use strict";

const { spawn } = require("node:child_process");
const { mkdtemp, rm } = require("node:fs/promises");
const os = require("node:os");
const path = require("node:path");
const readline = require("node:readline");

class Desk {
  /** Starts `mekiki serve` and waits until it says where it listens. */
  static async open() {
    const folder = await mkdtemp(path.join(os.tmpdir(), "mekiki-desk-"));
    const database = `sqlite://${folder}/desk.db`;
    const child = spawn(process.env.MEKIKI, ["serve", "--listen", "127.0.0.1:0", "--dns", "off", "--database", database], {
      cwd: folder, // nobody's mekiki.toml
      stdio: ["ignore", "pipe", "pipe"],
      // All visitors of a test come from one address, and are quick.
      env: { ...process.env, MEKIKI_ZONE: "Asia/Tokyo", MEKIKI_PER_MINUTE: "0" },
    });
    const desk = new Desk(child, folder, database);
    desk.url = await desk.#address();
    return desk;
  }

  constructor(child, folder, database) {
    Object.assign(this, { child, folder, database, log: "" });
    child.stderr.on("data", (text) => { this.log += text; });
    this.ended = new Promise((done) => child.once("exit", done));
  }

  #address() {
    return new Promise((found, failed) => {
      readline.createInterface({ input: this.child.stdout }).once("line", (line) => found(line.trim().replace(/\/$/, "")));
      this.child.once("error", failed);
      this.child.once("exit", (code) => failed(new Error(`the desk ended with ${code}: ${this.log}`)));
    });
  }

  /** Runs another command of the program on this desk's database; `typed` goes to its standard input. */
  async command(words, typed = "") {
    const child = spawn(process.env.MEKIKI, words, { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, MEKIKI_DATABASE: this.database } });
    let said = "";
    child.stdout.on("data", (text) => { said += text; });
    child.stderr.on("data", (text) => { said += text; });
    child.stdin.end(typed);
    const code = await new Promise((done) => child.once("exit", done));
    if (code !== 0) throw new Error(`mekiki ${words.join(" ")} ended with ${code}: ${said}`);
    return said;
  }

  async close() {
    if (this.child.exitCode === null) this.child.kill("SIGTERM");
    const late = setTimeout(() => this.child.kill("SIGKILL"), 5000);
    await this.ended;
    clearTimeout(late);
    await rm(this.folder, { recursive: true, force: true });
  }
}

module.exports = { Desk };
