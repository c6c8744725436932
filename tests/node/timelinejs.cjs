// Builds a TimelineJS timeline of each file named, in a page without a network, and tells what became of it.
// Scripts in the page do run, so that a payload that gets through is seen.
const fs = require("fs");
const path = require("path");
const { JSDOM, VirtualConsole } = require("jsdom");

const LIBRARY = fs.readFileSync(
  path.join(path.dirname(require.resolve("@knight-lab/timelinejs/package.json")), "dist/js/timeline.js"),
  "utf8",
);
const OWN_LINKS = new Set(["https://timeline.knightlab.com/", "https://timeline.knightlab.com"]);

function page(csv) {
  const unexpected = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on("jsdomError", (error) => unexpected.push(String(error.message)));
  const dom = new JSDOM('<!doctype html><body><div id="timeline"></div></body>', {
    runScripts: "dangerously",
    url: "https://newsroom.example/",
    virtualConsole,
  });
  const { window } = dom;
  window.ran = [];
  window.alert = (what) => window.ran.push(String(what));
  window.fetch = (url) =>
    String(url).endsWith(".csv")
      ? Promise.resolve({ status: 200, text: () => Promise.resolve(csv) })
      : Promise.reject(new Error("no network"));
  window.IntersectionObserver = class {
    observe() {}
  };
  window.scrollTo = () => {};
  for (const [name, size] of [["offsetWidth", 1200], ["offsetHeight", 700]])
    Object.defineProperty(window.HTMLElement.prototype, name, { get: () => size });
  window.eval(LIBRARY);
  return { dom, window, unexpected };
}

function alarms(window) {
  const found = [];
  const container = window.document.getElementById("timeline");
  for (const element of container.querySelectorAll("*")) {
    const name = element.localName;
    if (["script", "iframe", "object", "embed", "img", "svg", "form", "base", "style"].includes(name)) found.push(name);
    for (const attribute of element.attributes) {
      if (attribute.name.startsWith("on")) found.push(`${name} ${attribute.name}=${attribute.value}`.slice(0, 200));
      if (["href", "src", "action", "formaction"].includes(attribute.name)) {
        if (!/^https?:\/\//i.test(attribute.value)) found.push(`${name} ${attribute.name}=${attribute.value}`.slice(0, 200));
        if (element.classList.contains("tl-makelink")) found.push(`a link nobody wrote: ${attribute.value}`.slice(0, 200));
      }
    }
  }
  return found.concat(window.ran.map((what) => `ran: ${what}`));
}

function texts(container, selector) {
  return [...container.querySelectorAll(selector)].map((element) => element.textContent.slice(0, 2000));
}

async function built(file) {
  const source = fs.readFileSync(file, "utf8");
  const sheet = file.endsWith(".csv");
  const { dom, window, unexpected } = page(source);
  const data = sheet ? "https://newsroom.example/claims.csv" : window.JSON.parse(source);
  const timeline = new window.TL.Timeline("timeline", data, { font: null, script_path: "https://newsroom.example/" });
  for (let waited = 0; !timeline.ready && waited < 500; waited++) {
    if (timeline.config && timeline.config.getErrors().length) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const container = window.document.getElementById("timeline");
  const result = {
    ready: timeline.ready,
    errors: timeline.config ? timeline.config.getErrors().map((e) => String(e.message_key || e)) : ["no data"],
    unexpected,
    slides: container.querySelectorAll(".tl-slide").length,
    eras: timeline.config ? timeline.config.eras.length : 0,
    headlines: texts(container, ".tl-slide .tl-headline"),
    dates: texts(container, ".tl-slide .tl-headline-date"),
    texts: texts(container, ".tl-slide .tl-text-content"),
    groups: texts(container, ".tl-timegroup-message"),
    links: [...container.querySelectorAll("a[href]")].map((a) => a.href).filter((href) => !OWN_LINKS.has(href)),
    alarms: alarms(window),
  };
  dom.window.close();
  return result;
}

(async () => {
  const found = [];
  const log = console.log;
  console.log = () => {}; // the library talks
  for (const file of process.argv.slice(2)) found.push(await built(file));
  console.log = log;
  process.stdout.write(JSON.stringify(found), () => process.exit(0));
})();
