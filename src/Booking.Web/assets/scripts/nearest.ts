/**
 * Shows the buttons that sort a list by how near its places are, where the browser can tell where it is. That is asked for when the
 * button is pressed, and never leaves the page:
 * `<button type="button" hidden data-nearest="#list">…</button> <p role="status" data-sorted="…" data-unknown="…"></p>`
 * over `<li data-latitude="…" data-longitude="…"><span data-distance hidden></span></li>`
 */
export function offerNearest(part: ParentNode) {
  if (!navigator.geolocation) return;

  for (const button of part.querySelectorAll<HTMLButtonElement>("button[data-nearest]")) {
    const list = document.querySelector(button.dataset.nearest!);
    const status = button.nextElementSibling as HTMLElement | null;
    if (!list || !status) continue;
    button.hidden = false;
    button.addEventListener("click", () => navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        sort(list, coords);
        status.textContent = status.dataset.sorted!;
      },
      () => { status.textContent = status.dataset.unknown!; },
      { timeout: 10_000, maximumAge: 300_000 },
    ));
  }
}

function sort(list: Element, here: GeolocationCoordinates) {
  const number = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const places = [...list.querySelectorAll<HTMLElement>(":scope > li")].map(place => ({ place, kilometres: kilometresTo(place, here) }));
  for (const { place, kilometres } of places.sort((one, other) => one.kilometres - other.kilometres)) {
    list.append(place);
    const distance = place.querySelector<HTMLElement>("[data-distance]");
    if (!distance) continue;
    distance.textContent = `· ${number.format(kilometres)} km`;
    distance.hidden = false;
  }
}

// Flat, as the server reckons: a city is small enough.
function kilometresTo(place: HTMLElement, here: GeolocationCoordinates) {
  const perDegree = 111.2;
  const north = (Number(place.dataset.latitude) - here.latitude) * perDegree;
  const east = (Number(place.dataset.longitude) - here.longitude) * perDegree * Math.cos(here.latitude * Math.PI / 180);
  return Math.hypot(north, east);
}
