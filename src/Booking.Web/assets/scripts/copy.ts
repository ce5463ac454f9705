/**
 * Shows the buttons that copy a field, where the browser lets them work:
 * `<button type="button" hidden data-copy="#field">Copy</button> <span role="status" data-copied="Copied"></span>`
 */
export function offerToCopy(part: ParentNode) {
  if (!navigator.clipboard) return;

  for (const button of part.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.querySelector<HTMLInputElement>(button.dataset.copy!);
      const status = button.nextElementSibling as HTMLElement | null;
      if (!field) return;
      await navigator.clipboard.writeText(field.value);
      if (status?.dataset.copied) status.textContent = status.dataset.copied;
    });
  }
}
