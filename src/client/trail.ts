/**
 * Puts the folders between a mirror and the one that is listed into the trail. The page around the list of files is one
 * for all folders of a mirror; without this the trail ends with the mirror, and the list leads a folder up.
 */

const trail = document.querySelector<HTMLElement>('[data-trail]');
const root = trail?.dataset.trail ?? '';

function link(href: string, segment: string): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = href;
  anchor.textContent = decodeURIComponent(segment);
  return anchor;
}

if (trail && location.pathname.startsWith(root)) {
  let path = root;
  for (const segment of location.pathname.slice(root.length).split('/').filter(Boolean)) {
    path += `${segment}/`;
    trail.append(' / ', link(path, segment));
  }
}
