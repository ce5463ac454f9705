// Installs what the lock file names, and builds styles, scripts, fonts and icons into wwwroot. MSBuild runs this when
// something here has changed; it works alone too: node assets/build.mjs
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const project = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "..");
const inProject = (...parts) => path.join(project, ...parts);
const changed = file => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

await alone(async () => {
  install();
  const { bundle } = await import("./bundle.mjs");
  await bundle(project).catch(error => fail(`The styles and scripts cannot be built: ${error.message}`));
});

function install() {
  // npm writes this file last.
  const installed = inProject("node_modules", ".package-lock.json");
  const wanted = Math.max(changed(inProject("package.json")), changed(inProject("package-lock.json")));
  if (changed(installed) >= wanted) return;

  console.log("Installing the npm packages (styles, scripts, PostgreSQL), which takes a moment ...");
  const npm = spawnSync("npm", ["ci", "--no-progress", "--loglevel=error"], {
    cwd: project,
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (npm.status !== 0)
    fail(`npm ci failed in ${project}: ${reason(npm.error?.message || npm.stderr || npm.stdout)}. Mend that and build again.`);
  const now = new Date();
  fs.utimesSync(installed, now, now);
}

// Two builds of one clone must not install over each other.
async function alone(work) {
  const lock = inProject("obj", "assets.lock");
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (!isRunning(Number(read(lock)))) fs.rmSync(lock, { force: true });
      else await sleep(100);
    }
  }
  process.on("exit", () => fs.rmSync(lock, { force: true }));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(130));
  await work();
}

function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function isRunning(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

// npm's first line names an error code, its last ones the log file.
function reason(output) {
  const lines = (output ?? "").split("\n").map(line => line.replace(/^npm (error|ERR!)/, "").trim());
  return lines.find(line => line && !/^code |^A complete log/.test(line))?.replace(/\.$/, "") ?? "no reason given";
}

function fail(sentence) {
  console.error(sentence.replace(/\s+/g, " "));
  process.exit(1);
}
