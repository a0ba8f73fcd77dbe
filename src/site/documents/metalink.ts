import { document } from '../document.ts';
import { downloadBases, downloadToMetalink, metalinkItems, metalinkRoute } from '../views/metalink.ts';

/** How to fetch one file from every line of the site at once, and to check it: Metalink 4. */
export const metalink = document({
  route: metalinkRoute,
  each: ({ portal }) => portal.downloads.flatMap(metalinkItems),
  params: ({ slug, file }) => ({ slug, file }),
  inputs: ({ download }, { portal }) => ({ download, bases: downloadBases(portal) }),
  text: ({ download, bases }) => downloadToMetalink(download, bases),
});
