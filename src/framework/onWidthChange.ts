/** Calls back whenever the page has another width. Browser only. */
export function onWidthChange(redraw: () => void): ResizeObserver {
  let width = document.body.clientWidth;
  const observer = new ResizeObserver(() => {
    if (document.body.clientWidth === width) return;
    width = document.body.clientWidth;
    redraw();
  });
  observer.observe(document.body);
  return observer;
}
