"use strict";
/* Read and record: words are selected by mouse or keys, the desk beside the text is fetched for them, and saved. The
   desk is a form of the server's; this script only brings it and sends it, and says where the selected words stand.
   While an answer is on its way, keys wait and are pressed afterwards: `c 6 Enter` can be typed as fast as one likes. */
(() => {
  const REST = 200, SPOKEN = 400; // ms after which a selection is read off, and said
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const text = () => one("#text"), desk = () => one("#desk");
  const typing = field => field.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=submit])");
  const singleKeys = () => !("off" in (one("#keys")?.dataset ?? {}));
  let chosen = null, hand = 0, anchor = 0, wordList = null, touched = false;
  let busy = false, waiting = [], resting = 0, speaking = 0;

  // Where words stand: code points of the snapshot, marks of ours left out

  const points = words => [...words].length;
  const lines = () => all("p[data-start]", text());

  function printed(range) {
    const piece = range.cloneContents();
    all("sup", piece).forEach(mark => mark.remove());
    return piece.textContent;
  }

  function position(line, node, offset) {
    const range = document.createRange();
    range.setStart(line, 0);
    range.setEnd(node, offset);
    return Number(line.dataset.start) + points(printed(range));
  }

  function placeOf(range) {
    const hit = lines().filter(line => range.intersectsNode(line));
    if (!hit.length) return null;
    const [first, last] = [hit[0], hit[hit.length - 1]];
    let start = first.contains(range.startContainer) ? position(first, range.startContainer, range.startOffset) : Number(first.dataset.start);
    let end = last.contains(range.endContainer) ? position(last, range.endContainer, range.endOffset) : position(last, last, last.childNodes.length);
    const words = printed(rangeOf(start, end));
    start += points(words) - points(words.trimStart());
    end -= points(words) - points(words.trimEnd());
    return start < end ? { start, end } : null;
  }

  function pointAt(at) {
    const line = lines().findLast(found => Number(found.dataset.start) <= at) ?? lines()[0];
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT, node => node.parentElement.closest("sup") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    let left = at - Number(line.dataset.start), node = null;
    while (walker.nextNode()) {
      node = walker.currentNode;
      const size = points(node.data);
      if (left <= size) return [node, [...node.data].slice(0, left).join("").length];
      left -= size;
    }
    return node ? [node, node.length] : [line, 0];
  }

  function rangeOf(start, end) {
    const range = document.createRange();
    range.setStart(...pointAt(start));
    range.setEnd(...pointAt(end));
    return range;
  }

  function show(name, places) {
    window.CSS?.highlights?.set(name, new Highlight(...places.map(({ start, end }) => rangeOf(start, end))));
  }

  // Words, one after the other

  function words() {
    if (wordList) return wordList;
    const cutter = new Intl.Segmenter(one("p[lang]", text())?.lang || "en", { granularity: "word" });
    wordList = lines().flatMap(line => {
      const range = document.createRange();
      range.selectNodeContents(line);
      let at = Number(line.dataset.start);
      return [...cutter.segment(printed(range))].flatMap(({ segment, isWordLike }) => {
        const start = at;
        at += points(segment);
        return isWordLike ? [{ start, end: at, line }] : [];
      });
    });
    return wordList;
  }

  const section = () => words()[hand]?.line.closest(".para");

  function goTo(index) {
    if (index < 0 || index >= words().length) return;
    hand = anchor = index;
    letGo();
    here();
    show("in-hand", [words()[hand]]);
  }

  function here() {
    all(".is-here, .paras .here").forEach(found => found.classList.remove("is-here", "here"));
    const found = section();
    found?.classList.add("is-here");
    one(`.paras a[href="#${found?.id}"]`)?.parentElement.classList.add("here");
    found?.scrollIntoView({ block: "nearest" });
  }

  const firstWord = line => words().findIndex(word => word.line === line);

  function paragraph(step, wanted = () => true) {
    const found = lines();
    let at = found.indexOf(words()[hand]?.line);
    if (step > 0 && !one(".is-here")) at = -1;
    for (at += step; at >= 0 && at < found.length; at += step) {
      if (wanted(found[at].closest(".para")) && firstWord(found[at]) >= 0) return goTo(firstWord(found[at]));
    }
  }

  function after(at) {
    const next = words().findIndex(word => word.start >= at);
    goTo(next < 0 ? words().length - 1 : next);
  }

  // Selecting

  function select(start, end) {
    const range = rangeOf(start, end);
    getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    choose({ start, end });
    here();
  }

  function selectWords() {
    const [first, last] = [Math.min(anchor, hand), Math.max(anchor, hand)];
    show("in-hand", []);
    select(words()[first].start, words()[last].end);
  }

  function choose(place) {
    if (place && chosen && place.start === chosen.start && place.end === chosen.end) return;
    chosen = place;
    if (place) show("in-hand", []);
    show("selected", place ? [place] : []);
    const bar = one("#sel-bar"), size = place && place.end - place.start;
    bar.hidden = !place;
    one("strong", bar).textContent = place ? `${size} character${size === 1 ? "" : "s"}` : "";
    clearTimeout(resting);
    clearTimeout(speaking);
    if (!place) return;
    if (!touched) resting = setTimeout(() => busy || isFor("claim") || isFor("wording") || load(), REST);
    speaking = setTimeout(() => say(`Selected: ${printed(rangeOf(place.start, place.end)).slice(0, 120)}`), SPOKEN);
  }

  function letGo() {
    getSelection().removeAllRanges();
    choose(null);
  }

  function say(words) {
    one("#spoken").textContent = words;
  }

  document.addEventListener("selectionchange", () => {
    const found = getSelection();
    if (!found.rangeCount || !text()?.contains(found.anchorNode) || !text().contains(found.focusNode)) return;
    const place = found.isCollapsed ? null : placeOf(found.getRangeAt(0));
    if (found.isCollapsed && desk().contains(document.activeElement)) return;
    choose(place);
    if (!place) return;
    const [first, last] = [words().findIndex(word => word.end > place.start), words().findLastIndex(word => word.start < place.end)];
    if (first >= 0 && last >= 0 && Math.max(anchor, hand) !== last) [anchor, hand] = [first, last];
  });

  /* The next larger piece around the selection: what stands in quotation marks, between marks, the sentence, all. */
  function grow() {
    const word = words()[hand], line = word.line, range = document.createRange();
    range.selectNodeContents(line);
    const full = [...printed(range)], base = Number(line.dataset.start);
    const { start, end } = chosen ?? word, [from, to] = [start - base, end - base];
    const pieces = [quotation(full, from, to), between(full, from, to, ",;:.!?…–—“”„«»\"()"), between(full, from, to, ".!?…", true), [0, full.length]];
    const larger = pieces.filter(piece => piece && piece[0] <= from && piece[1] >= to && piece[1] - piece[0] > to - from)[0];
    if (!larger) return;
    const piece = full.slice(...larger).join(""), lead = points(piece) - points(piece.trimStart());
    select(base + larger[0] + lead, base + larger[0] + lead + points(piece.trim()));
  }

  function quotation(full, from, to) {
    const open = full.slice(0, from + 1).findLastIndex(sign => "“„«\"".includes(sign));
    const close = full.findIndex((sign, at) => at >= to - 1 && at > open && "”“»\"".includes(sign));
    if (open < 0 || close < 0 || full.slice(open + 1, from).some(sign => "”»".includes(sign))) return null;
    return open + 1 >= from && close <= to ? [open, close + 1] : [open + 1, close];
  }

  function between(full, from, to, marks, including = false) {
    const stop = (sign, at) => marks.includes(sign) && !/[\p{L}\p{N}]/u.test(full[at + 1] ?? " ");
    const first = full.slice(0, from).findLastIndex(including ? stop : sign => marks.includes(sign)) + 1;
    const last = full.findIndex((sign, at) => at >= to && (including ? stop(sign, at) : marks.includes(sign)));
    return [first, last < 0 ? full.length : last + (including ? 1 : 0)];
  }

  // The desk is brought, and sent

  async function ask(address, options, then) {
    busy = true;
    clearTimeout(resting);
    try {
      const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" }, ...options });
      if (new URL(answer.url).pathname.includes("/login/")) return location.assign(location.href);
      if (!answer.ok && answer.status !== 422) throw new Error(`the server answered ${answer.status}`);
      then(new DOMParser().parseFromString(await answer.text(), "text/html"), answer);
    } catch (problem) {
      say(`Nothing was stored: ${problem.message}. What you typed is still here.`);
    } finally {
      busy = false;
    }
    while (waiting.length && !busy) press(waiting.shift());
  }

  function press(key) {
    const target = document.activeElement;
    const going = target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    if (!going) return;
    if (key === "Enter" && target.matches("button, a")) target.click();
    else if (key.length === 1 && typing(target) && target.setRangeText) {
      target.setRangeText(key, target.selectionStart, target.selectionEnd, "end");
      target.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  function load(mode = "claim", more = {}, focus = false) {
    const { desk: address, snapshot, event } = text().dataset;
    const query = new URLSearchParams({ snapshot, event, mode, ...chosen, ...more });
    return ask(`${address}?${query}`, {}, page => takeDesk(page, focus));
  }

  const isFor = mode => chosen && Number(desk().dataset.start) === chosen.start && Number(desk().dataset.end) === chosen.end && desk().dataset.mode === mode;

  function takeDesk(page, focus, draft = false) {
    const back = document.activeElement.id;
    desk().replaceWith(document.adoptNode(one("#desk", page)));
    touched = draft;
    setUpDesk();
    if (focus) focusDesk();
    else if (draft) document.getElementById(back)?.focus();
  }

  function takePage(page, answer, parts) {
    for (const part of parts) {
      const [old, fresh] = [one(part), one(part, page)];
      if (old && fresh) old.replaceWith(document.adoptNode(fresh));
      else if (old) old.remove();
      else if (fresh) part === ".messages" ? one("main").prepend(document.adoptNode(fresh)) : one("#keys").before(document.adoptNode(fresh));
    }
    if (answer.ok) history.replaceState(null, "", answer.url);
    if (parts.includes("#work")) setUp();
  }

  function focusDesk() {
    const found = one("[autofocus]", desk()) ?? one("#save");
    found?.focus();
    found?.select?.();
  }

  const readButton = () => one("button[formaction$='/desk/']", desk());
  const readOff = () => readButton()?.form.requestSubmit(readButton());

  document.addEventListener("submit", event => {
    const form = event.target, button = event.submitter;
    if (form.method !== "post" || !form.closest("#work, .toast-line")) return;
    event.preventDefault();
    if (busy) return;
    const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
    const options = { method: "POST", body: new URLSearchParams(new FormData(form, button)) };
    const keep = button?.dataset.keep === "";
    if (button) delete button.dataset.keep;
    if (address.endsWith("/desk/")) ask(address, options, page => takeDesk(page, !keep, true));
    else if (address.endsWith("/reading/")) ask(address, options, (page, answer) => { takePage(page, answer, [".events-line", ".toast-line", ".messages"]); text().focus({ preventScroll: true }); });
    else ask(address, options, (page, answer) => takePage(page, answer, [".messages", "#work", ".toast-line"]));
  });

  document.addEventListener("change", event => {
    if (busy || !desk()?.contains(event.target) || !readButton() || event.target.closest(".new-part")) return;
    if (!event.target.matches("#id_speaker, #id_stance, #id_quantity_text, #id_date_from, [name=answer], #id_new_answer")) return;
    readButton().dataset.keep = "";
    readOff();
  });

  document.addEventListener("input", event => {
    if (!desk()?.contains(event.target)) return;
    touched = true;
    const field = event.target.closest(".field");
    if (event.target.id === "id_question") filter();
    if (!field?.classList.contains("is-proposed")) return;
    field.classList.remove("is-proposed");
    const count = all(".field.is-proposed", desk()).length, said = one("[data-count]", desk());
    if (said) said.textContent = count ? ` with ${count} proposal${count === 1 ? "" : "s"}` : "";
  });

  // The picker of questions

  const entries = () => all("#questions li[data-value]").filter(entry => !entry.hidden);
  const marked = () => one("#questions [aria-selected=true]");

  function mark(entry) {
    all("#questions [role=option]").forEach(other => other.setAttribute("aria-selected", String(other === entry)));
    one("#id_question").setAttribute("aria-activedescendant", entry?.id ?? "");
    entry?.scrollIntoView({ block: "nearest" });
  }

  function filter() {
    const typed = one("#id_question").value.trim().toLowerCase(), byNumber = /^\d+$/.test(typed);
    all("#questions li[data-value]").forEach(entry => {
      const { number, words: named } = entry.dataset;
      entry.hidden = byNumber ? !number.startsWith(typed) : !typed.split(/\s+/).every(word => named.toLowerCase().includes(word));
    });
    mark(entries()[0]);
  }

  function take(entry) {
    one("#id_question").value = entry.dataset.value;
    readOff();
  }

  function pickerKey(key) {
    const field = one("#id_question"), found = entries(), at = found.indexOf(marked());
    if (key === "ArrowDown") mark(found[Math.min(at + 1, found.length - 1)]);
    else if (key === "ArrowUp") mark(found[Math.max(at - 1, 0)]);
    else if (key === "Enter" && marked()) take(marked());
    else if (/^\d$/.test(key) && /^\d*$/.test(field.value)) return number(key, field.value, all("#questions li[data-value]"), take);
    else return key === "+" && press2("+");
    return true;
  }

  /* A digit chooses at once unless a longer number begins with it. */
  function number(key, before, found, then) {
    const typed = before + key, fitting = found.filter(entry => entry.dataset.number.startsWith(typed));
    const exact = fitting.find(entry => entry.dataset.number === typed);
    if (exact && fitting.length === 1) then(exact);
    else return before === "" && press2(key);
    return true;
  }

  function press2(key) {
    const button = one(`[data-digit="${CSS.escape(key)}"]`, desk());
    if (!button) return false;
    if (typing(button)) button.focus(); else button.click();
    return true;
  }

  // Keys

  let begun = ""; // digits of an answer whose number may go on

  function answerKey(key) {
    const found = all("#answers [data-number]");
    if (key === "+") return press2("+");
    if (key === "Enter" && begun) return chooseAnswer(found.find(entry => entry.dataset.number === begun));
    if (!/^\d$/.test(key)) return false;
    const fitting = found.filter(entry => entry.dataset.number.startsWith(begun + key));
    const exact = fitting.find(entry => entry.dataset.number === begun + key);
    begun = exact && fitting.length > 1 ? begun + key : "";
    if (exact && !begun) return chooseAnswer(exact);
    exact?.focus();
    return true;
  }

  function chooseAnswer(radio) {
    begun = "";
    if (radio) radio.checked = true;
    readOff();
    return true;
  }

  function deskKey(event) {
    const { key, target } = event;
    if (key === "Escape") return toText();
    if (target.id === "id_question" && target.matches("input")) return pickerKey(key);
    if (target.name === "answer" && answerKey(key)) return true;
    const field = !typing(target) && singleKeys() && one(`[data-key="${CSS.escape(key)}"]`, desk());
    if (field && typing(field)) { field.focus(); field.select?.(); return true; }
    const untouched = target.value === one(`[name="was-${target.name}"]`, desk())?.value || target.value === "" || target.getAttribute("aria-invalid");
    if (/^[\d+]$/.test(key) && ["speaker", "subject"].includes(target.name) && untouched) return press2(key);
    if (key === "Enter" && !event.shiftKey && target.matches("input, textarea") && readButton() && target.form === readButton().form) { readOff(); return true; }
    return false;
  }

  function toText() {
    text().focus({ preventScroll: true });
    here();
    return true;
  }

  function toDesk(mode, more) {
    if (isFor(mode) && !more) focusDesk(); else load(mode, more, true);
  }

  function record(step) {
    const found = all(".recorded a", text());
    const from = found.indexOf(document.activeElement), near = found.findIndex(link => section()?.compareDocumentPosition(link) & (Node.DOCUMENT_POSITION_FOLLOWING));
    const next = found[from >= 0 ? from + step : Math.max(0, step > 0 ? near : near - 1)];
    next?.focus();
  }

  const TEXT = {
    j: () => paragraph(1), k: () => paragraph(-1), n: () => paragraph(1, found => !one(".recorded", found)),
    ArrowRight: event => { if (event.shiftKey && chosen) { hand = Math.min(hand + 1, words().length - 1); selectWords(); } else goTo(hand + 1); },
    ArrowLeft: event => { if (event.shiftKey && chosen) { hand = Math.max(hand - 1, 0); selectWords(); } else goTo(hand - 1); },
    v: () => { anchor = hand; selectWords(); }, x: grow,
    c: () => chosen && toDesk("claim"), w: () => chosen && toDesk("wording"), ".": () => chosen && toDesk("claim", { again: "1" }),
    "[": () => record(-1), "]": () => record(1), e: () => (document.activeElement.closest(".recorded a") ?? one(".recorded a", section()))?.click(),
    Escape: letGo,
  };

  function textKey(event) {
    if (["a", "2"].includes(event.key) && chosen && !isFor("claim")) { waiting.push(event.key); load(); return true; }
    const act = TEXT[event.key];
    if (!act || !words().length) return false;
    if (event.key.startsWith("Arrow") && !one(".is-here") && !chosen) return false;
    act(event);
    return true;
  }

  document.addEventListener("keydown", event => {
    const { key, target } = event, inDesk = desk()?.contains(target);
    if (event.altKey || event.metaKey || one("dialog[open]")) return;
    if (event.ctrlKey) { if (key === "Enter" && inDesk && one("#save")) { event.preventDefault(); if (!busy) one("#save").click(); } return; }
    if (busy && event.isTrusted) {
      if (key.length === 1 || key === "Enter" || key === "Escape") { waiting.push(key); event.preventDefault(); event.stopPropagation(); }
      return;
    }
    const done = inDesk ? deskKey(event) : !typing(target) && singleKeys() && textKey(event);
    if (done) { event.preventDefault(); event.stopPropagation(); }
  }, true);

  document.addEventListener("focusin", event => {
    if (desk()?.contains(event.target)) one("#sel-bar").hidden = true;
  });

  document.addEventListener("click", event => {
    const entry = event.target.closest("#questions li[data-value]"), button = event.target.closest("[data-do]");
    if (entry) take(entry);
    if (!button) return;
    event.preventDefault();
    if (button.dataset.do === "Escape" && desk().contains(button)) toText(); else TEXT[button.dataset.do](event);
  });

  // Setting up what the server brought

  function setUpDesk() {
    const field = one("input#id_question"), list = one("#questions");
    if (field && list) {
      const wanted = { role: "combobox", "aria-expanded": "true", "aria-controls": "questions", "aria-autocomplete": "list" };
      Object.entries(wanted).forEach(([name, value]) => field.setAttribute(name, value));
      list.setAttribute("role", "listbox");
      all("li[data-value]", list).forEach(entry => entry.setAttribute("role", "option"));
      filter();
    }
    const { start, end } = desk().dataset;
    show("read-off", all(".from[data-start]", desk()).map(({ dataset }) => ({ start: Number(dataset.start), end: Number(dataset.end) })));
    if (start && !chosen) { chosen = { start: Number(start), end: Number(end) }; show("selected", [chosen]); }
  }

  function setUp() {
    chosen = null;
    touched = Boolean(one("form[action$='/claim/'], form[action$='/wording/']", desk()));
    wordList = null;
    ["selected", "in-hand", "read-off"].forEach(name => show(name, []));
    text().tabIndex = 0;
    all("a", text()).forEach(link => { link.tabIndex = -1; });
    one("#sel-bar").addEventListener("pointerdown", event => event.preventDefault());
    setUpDesk();
    const at = one("#work").dataset.at;
    if (desk().dataset.start) {
      after(chosen.start);
      setUpDesk();
      focusDesk();
    } else if (at) {
      after(Number(at));
      text().focus({ preventScroll: true });
    } else if (one("[autofocus]", desk())) focusDesk();
  }

  if (text()) setUp();
})();
