/* Shows only what the chosen question (or kind of answer) asks for. Without this script everything stays visible. */
"use strict";
(() => {
  const LEFT_OVER = "This does not fit what is chosen above; saving takes it out. The history keeps it.";

  function holdsSomething(part) {
    return [...part.querySelectorAll("input:not([type=hidden]):not([type=checkbox]), select, textarea")]
      .some((field) => (field.options ? field.selectedIndex > 0 : field.value !== "") && !field.name.includes("__prefix__") && !field.name.endsWith("-position"));
  }

  function note(part, wanted) {
    const found = part.querySelector(".left-over-note");
    if (found && !wanted) found.remove();
    if (found || !wanted) return;
    const words = document.createElement("p");
    words.className = "help left-over-note";
    words.textContent = LEFT_OVER;
    part.append(words);
  }

  function ask(kind) {
    document.querySelectorAll(".for-kind").forEach((part) => {
      const asked = !kind || part.classList.contains(`kind-${kind}`);
      const held = !asked && holdsSomething(part);
      part.classList.toggle("not-asked", !asked && !held);
      part.classList.toggle("left-over", held);
      note(part, held);
    });
  }

  function offer(select, answers) {
    const chosen = select.value;
    select.replaceChildren(new Option("---------", ""), ...answers.map(({id, text}) => new Option(text, id)));
    if (answers.some(({id}) => String(id) === chosen)) select.value = chosen;
  }

  function follow(needs) {
    const answer = document.getElementById("id_answer");
    const summary = document.getElementById("question-asks");
    if (answer) offer(answer, needs ? needs.answers : []);
    if (summary) summary.textContent = needs ? needs.summary : "Choose a question first.";
    if (needs) setEvent(needs.event);
    ask(needs && needs.kind);
  }

  function setEvent({id, text}) {
    const field = document.getElementById("id_event");
    if (!field || field.value === String(id)) return;
    if (![...field.options].some((option) => option.value === String(id))) field.add(new Option(text, id));
    field.value = id;
    field.dispatchEvent(new Event("change", {bubbles: true}));
  }

  async function questionChosen(pk) {
    if (!pk) return follow(null);
    const url = document.getElementById("question-asks").dataset.needs.replace("/0/", `/${pk}/`);
    const answer = await fetch(url, {headers: {Accept: "application/json"}});
    if (answer.ok) follow(await answer.json());
  }

  document.addEventListener("DOMContentLoaded", () => {
    const kind = document.getElementById("id_answer_kind");
    const question = document.getElementById("id_question");
    if (kind) {
      kind.addEventListener("change", () => ask(kind.value));
    } else if (question && document.getElementById("question-asks")) {
      django.jQuery(question).on("change", () => questionChosen(question.value));
    }
  });
})();
