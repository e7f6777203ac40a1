// Which view is shown, and in which colours.

function route() {
  const [, view, number] = location.hash.split("/");
  const n = Number(number);
  if (view === "agent") return showAgent(n);
  if (view === "session") return showSession(n);
  return showOverview();
}

function show(focus) {
  const main = document.getElementById("main");
  const warning = run.revealed ? make("p", null, make("strong", { class: "badge doubt" }, label("revealed"))) : null;
  main.replaceChildren(...[warning, ...route().flat()].filter(Boolean));
  const heading = main.querySelector("h1");
  document.title = heading.textContent + " — " + label("title");
  if (focus) {
    window.scrollTo(0, 0);
    heading.focus();
  }
}

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  document.getElementById("theme").setAttribute("aria-pressed", String(theme === "dark"));
}

const system = window.matchMedia("(prefers-color-scheme: dark)");
setTheme(system.matches ? "dark" : "light");
system.addEventListener("change", (e) => setTheme(e.matches ? "dark" : "light"));
document.getElementById("theme").addEventListener("click", () =>
  setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
window.addEventListener("hashchange", () => show(true));
if (run.start && !location.hash) location.replace(run.start);
show(false);
document.getElementById("skip").addEventListener("click", (e) => {
  e.preventDefault(); // the fragment names the view
  document.getElementById("main").focus();
});
