// Shows and hides what the page holds: the state as of a chosen day, and what matches a search.
(() => {
  "use strict";
  const holder = document.getElementById("facts");
  if (!holder) return;
  const facts = JSON.parse(holder.textContent);
  const get = (id) => document.getElementById(id);
  const controls = { day: get("day"), words: get("words"), source: get("source"), status: get("status") };
  const last = facts.days.length - 1;
  const summary = get("summary").textContent;
  const disputed = facts.statuses.indexOf("disputed");

  const capital = (word) => word[0].toUpperCase() + word.slice(1);
  const fold = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const put = (element, hidden) => { if (element.hidden !== hidden) element.hidden = hidden; };
  const write = (element, words) => { if (element.textContent !== words) element.textContent = words; };

  const statements = facts.statements.map(([id, standings, disputedFrom, sources, spoke, turns, span]) => {
    const row = get("t" + id);
    const [badge, since] = row.cells[1].children;
    const link = row.querySelector("a");
    return {
      id, article: get(id), row, link, badge, since, names: row.cells[2], standings, disputedFrom, sources: new Map(sources), spoke, turns, span,
      lines: null, shown: last, found: null, status: -1,
    };
  });
  const told = statements.filter((one) => one.article);

  const isOn = (turns, day) => {
    let on = false;
    for (const turn of turns) { if (turn > day) break; on = !on; }
    return on;
  };
  const standing = (one, day) => {
    let found = null;
    for (const entry of one.standings) { if (entry[0] > day) break; found = entry; }
    return found;
  };
  const wasDisputed = (one, day) => one.disputedFrom !== null && one.disputedFrom <= day;

  const hasCard = (one, day) => one.status === disputed || wasDisputed(one, day);

  // An article that nobody looks at is brought to the chosen day when it comes near the window.
  const bring = (one, day) => {
    if (one.shown === day) return;
    one.shown = day;
    one.lines ??= Array.from(one.article.querySelectorAll("[data-v]"));
    one.lines.forEach((line, place) => put(line, !isOn(one.turns[place], day)));
    for (const side of one.article.querySelectorAll(".side")) {
      const shown = side.querySelectorAll("li:not([hidden]) > .who").length;
      write(side.querySelector(".count"), String(shown));
      if (side.matches(".doubt")) put(side, !shown);
    }
    const veil = one.article.querySelector(".later");
    const [start, end] = one.span;
    const x = day === last ? 100 : 100 * Math.min(Math.max((facts.days[day][2] - start) / (end - start), 0), 1);
    veil.setAttribute("x", x + "%");
    veil.setAttribute("width", 100 - x + "%");
    veil.toggleAttribute("hidden", x >= 100);
    const others = one.article.querySelector(".others");
    if (others) put(others, !others.querySelector("li:not([hidden])"));
  };
  const near = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const one = byArticle.get(entry.target);
      if (entry.isIntersecting) { near.add(one); bring(one, chosen()); } else near.delete(one);
    }
  }, { rootMargin: "1500px" });
  const byArticle = new Map(told.map((one) => [one.article, one]));
  const chosen = () => Number(controls.day.value);

  const nameOf = (source) => controls.source.options[source + 1].text;
  const named = (spoke, day) => {
    const names = spoke.filter(([, since]) => since <= day).map(([source]) => source);
    const more = names.length > facts.named ? ` and ${names.length - facts.named} more` : "";
    return names.slice(0, facts.named).map((source) => `\u2068${nameOf(source)}\u2069`).join(" · ") + more;
  };
  const showRow = (one, day) => {
    const entry = standing(one, day);
    one.status = entry ? entry[1] : -1;
    if (!entry) return;
    const name = facts.statuses[entry[1]];
    one.badge.className = "badge " + name;
    write(one.badge, capital(name));
    write(one.since, entry[2] ? "since " + entry[2] : "");
    write(one.names, named(one.spoke, day));
    // A statement that was not disputed by then has no card to go to.
    if (!one.link) return;
    if (hasCard(one, day)) one.link.setAttribute("href", "#" + one.id); else one.link.removeAttribute("href");
  };

  const place = (name, articles) => {
    const section = get(name + "-section");
    const now = section.querySelectorAll("article");
    if (now.length !== articles.length || articles.some((one, at) => one.article !== now[at])) {
      section.append(...articles.map((one) => one.article));
    }
    return section;
  };

  let day = last;
  const goTo = (to) => {
    day = to;
    for (const one of statements) showRow(one, day);
    const now = told.filter((one) => one.status === disputed);
    const before = told.filter((one) => one.status !== disputed && wasDisputed(one, day));
    const rest = told.filter((one) => one.status !== disputed && !wasDisputed(one, day));
    place("disputed", now);
    place("before", before);
    get("later-on").append(...rest.map((one) => one.article));
    for (const one of near) bring(one, day);
    const known = statements.filter((one) => one.status >= 0).length;
    const be = (count, one, more) => (count === 1 ? one : more);
    const earlier = before.length ? `; ${before.length} ${be(before.length, "was", "were")} disputed before` : "";
    write(get("summary"), day === last ? summary : `As of ${facts.days[day][1]}, ${now.length} of ${known} ` +
      `statements ${be(now.length, "is", "are")} disputed${earlier}.`);
    get("earlier").setAttribute("aria-disabled", String(day === 0));
    get("later").setAttribute("aria-disabled", String(day === last));
  };

  const index = (one) => {
    one.found ??= fold([one.row.cells[0].textContent, ...Array.from(one.sources.keys(), nameOf), words(one.article)].join(" "));
    return one.found;
  };
  const words = (article) => {
    const parts = article ? article.querySelectorAll("h3, .cards > li") : [];
    return Array.from(parts, (part) => part.textContent).join(" ");
  };

  const filter = () => {
    const terms = fold(controls.words.value).split(/\s+/).filter(Boolean);
    const source = controls.source.value === "" ? null : Number(controls.source.value);
    const status = controls.status.value === "" ? null : Number(controls.status.value);
    const count = { disputed: 0, before: 0, rows: 0 };
    const all = { disputed: 0, before: 0, rows: 0 };
    for (const one of statements) {
      const fits = one.status >= 0
        && (status === null || one.status === status)
        && (source === null || one.sources.get(source) <= day)
        && terms.every((term) => index(one).includes(term));
      put(one.row, !fits);
      all.rows += one.status >= 0;
      count.rows += fits;
      if (one.article) {
        put(one.article, !fits);
        const section = one.status === disputed ? "disputed" : wasDisputed(one, day) ? "before" : null;
        if (section) { all[section] += 1; count[section] += fits; }
      }
    }
    for (const name of ["disputed", "before"]) {
      const section = get(name + "-section");
      write(section.querySelector(".count"), String(count[name]));
      const empty = section.querySelector(".empty");
      put(empty, count[name] > 0);
      const none = name === "disputed" ? "Nothing is disputed as of this day." : "";
      write(empty, all[name] ? "Nothing here matches." : none);
      put(section, name === "before" && !all.before);
    }
    write(get("all").querySelector(".count"), String(count.rows));
    write(get("found"), `${facts.days[day][1]}: ${count.disputed} of ${all.disputed} disputed statements shown, ` +
      `${count.rows} of ${all.rows} statements in all.`);
    put(get("reset"), !(terms.length || source !== null || status !== null || day !== last));
  };

  let waiting = 0;
  const later = (what, pause) => { clearTimeout(waiting); waiting = setTimeout(what, pause); };
  const turn = (by) => {
    const to = Math.min(Math.max(day + by, 0), last);
    if (to !== day) { controls.day.value = String(to); goTo(to); filter(); }
  };
  const clear = () => {
    controls.words.value = controls.source.value = controls.status.value = "";
    filter();
  };
  const reset = () => {
    controls.day.value = String(last);
    if (day !== last) goTo(last);
    clear();
  };
  controls.day.addEventListener("change", () => { goTo(chosen()); filter(); });
  controls.words.addEventListener("input", () => later(filter, 120));
  controls.source.addEventListener("change", filter);
  controls.status.addEventListener("change", filter);
  get("earlier").addEventListener("click", () => turn(-1));
  get("later").addEventListener("click", () => turn(1));
  get("reset").addEventListener("click", () => { reset(); controls.words.focus(); });

  // A link to a statement that a filter hides shows it. The chosen day stays: of a statement that was not disputed by
  // then, its row is shown.
  const follow = () => {
    let target = location.hash.length > 1 && get(location.hash.slice(1));
    if (!target) return;
    if (target.closest("[hidden]")) clear();
    const one = byArticle.get(target);
    if (one) {
      const to = hasCard(one, day) ? target.querySelector("h3") : one.row;
      if (to === one.row) {
        target = to;
        const what = to.hidden ? "on record yet" : "disputed by then";
        write(get("found"), `${facts.days[day][1]}: this statement was not ${what}.`);
        if (to.hidden) return;
      }
      to.tabIndex = -1;
      to.focus({ preventScroll: true });
    }
    // What is laid out on the way moves the target.
    const aim = (left) => { target.scrollIntoView(); if (left) requestAnimationFrame(() => aim(left - 1)); };
    aim(4);
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a[href^='#']");
    if (anchor && anchor.hash === location.hash) follow();
  });

  // On paper everything is open.
  let opened = [];
  addEventListener("beforeprint", () => {
    for (const one of told) bring(one, day);
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of opened) one.open = false; });

  for (const one of told) {
    const others = one.article.querySelector(".others");
    if (others) put(others, !others.querySelector("li:not([hidden])"));
    watch.observe(one.article);
  }
  controls.day.value = String(last);
  controls.words.value = controls.source.value = controls.status.value = "";
  goTo(last);
  filter();
  get("controls").hidden = false;
  follow();
})();
