import type { AboutView } from './pages/about.ts';
import type { HelpView } from './pages/help.ts';
import type { HelpIndexView } from './pages/help-index.ts';
import type { IndexView } from './pages/index.ts';
import type { ListingView } from './pages/listing.ts';
import type { MirrorStatusView } from './pages/mirror-status.ts';
import type { NewsIndexView, NewsItemView } from './pages/news.ts';
import type { NotFoundView } from './pages/not-found.ts';
import type { StatusView } from './pages/status.ts';
import type { FrameView } from './views/frame.ts';

/** What each Astro page below src/pages/ shows, by its route. */
export interface Views {
  readonly '/': IndexView;
  readonly '/status': StatusView;
  readonly '/mirror-status': MirrorStatusView;
  readonly '/help-index': HelpIndexView;
  readonly '/help': HelpView;
  readonly '/news-index': NewsIndexView;
  readonly '/news-item': NewsItemView;
  readonly '/about': AboutView;
  readonly '/404': NotFoundView;
  readonly '/listing': ListingView;
}

/** The route of an Astro page. */
export type Template = keyof Views;

/** What a page shows inside the frame. */
export type Content<T extends Template> = Omit<Views[T], 'frame'>;

/** A view that was made for one template. */
export type ViewFor = { readonly [T in Template]?: Views[T] };

/** Every view has what is around its content. */
export interface Framed {
  readonly frame: FrameView;
}

/**
 * The view that a template is drawn with.
 *
 * @throws when it was made for another template
 */
export function viewOf<T extends Template>({ views }: { readonly views?: ViewFor }, template: T): Views[T] {
  const view: Views[T] | undefined = views?.[template];
  if (!view) throw new Error(`the template ${template} is drawn with a view of another`);
  return view;
}
