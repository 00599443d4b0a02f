// What only a script can do, and nothing that a page needs: buttons marked with data-skriv-ut print the page.
for (const knapp of document.querySelectorAll("[data-skriv-ut]")) {
  knapp.hidden = false;
  knapp.addEventListener("click", () => window.print());
}
