// Styles by sass, scripts by esbuild; of the design system's fonts and pictures only those that the styles ask for.
import fs from "node:fs";
import path from "node:path";
import * as esbuild from "esbuild";
import * as sass from "sass";

// What the pages show with <svg class="icon-svg"><use href="/img/dkfds/icons.svg#NAME"></use></svg>.
const icons = [
  "accessibility-new", "arrow-back", "arrow-forward", "calendar-month", "car", "check", "chevron-left", "chevron-right",
  "close", "construction", "copy", "delete", "download", "edit", "email", "error", "help", "home", "hourglass", "info",
  "language", "location", "lock", "map", "open-in-new", "person", "persons", "print", "refresh", "search", "success",
  "time", "tractor", "warning",
];

const browsers = ["chrome109", "firefox115", "safari16"];

export async function bundle(project) {
  const source = path.join(project, "assets");
  const target = path.join(project, "wwwroot");
  const dkfds = path.join(project, "node_modules", "dkfds", "dist");
  const own = ["css", "js", "fonts", path.join("img", "dkfds")];
  for (const folder of own) {
    fs.rmSync(path.join(target, folder), { recursive: true, force: true });
    fs.mkdirSync(path.join(target, folder), { recursive: true });
  }

  const styles = sass.compile(path.join(source, "styles", "site.scss"), {
    loadPaths: [path.join(project, "node_modules", "dkfds", "dist", "scss")],
    quietDeps: true,
  }).css;
  copyWhatIsAskedFor(styles, dkfds, target);
  copyIcons(dkfds, target);

  const { code } = await esbuild.transform(styles, { loader: "css", minify: true, target: browsers });
  fs.writeFileSync(path.join(target, "css", "site.css"), code);

  await esbuild.build({
    entryPoints: [path.join(source, "scripts", "site.ts")],
    outdir: path.join(target, "js"),
    bundle: true,
    minify: true,
    format: "iife",
    target: browsers,
    legalComments: "none",
    logLevel: "silent",
  });
}

function copyWhatIsAskedFor(styles, dkfds, target) {
  for (const [, kind, name] of styles.matchAll(/url\("?\.\.\/(fonts|img\/dkfds)\/([\w/.-]+)"?\)/g)) {
    const from = kind === "fonts"
      ? path.join(dkfds, "fonts", "IBMPlexSans", "split", "woff2", name)
      : path.join(dkfds, "img", name);
    const to = path.join(target, kind, name);
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.copyFileSync(from, to);
  }
}

function copyIcons(dkfds, target) {
  const all = fs.readFileSync(path.join(dkfds, "img", "all-svg-icons.svg"), "utf8");
  const chosen = icons.map(name => {
    const symbol = all.match(new RegExp(`<symbol id="${name}".*?</symbol>`, "s"));
    if (!symbol) throw new Error(`The design system has no icon named ${name}.`);
    return symbol[0];
  });
  fs.writeFileSync(
    path.join(target, "img", "dkfds", "icons.svg"),
    `<svg xmlns="http://www.w3.org/2000/svg">${chosen.join("")}</svg>`);
}
