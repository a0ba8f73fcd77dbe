import type { Page } from './page.ts';
import type { pages } from './registry.ts';
import type { Framed } from './views/frame.ts';

type Declared = (typeof pages)[number];
type ContentOf<P> = P extends Page<string, infer Content> ? Content : never;

/** What each Astro page below src/pages/ shows, by its route: what its declaration makes, and the frame. */
export type Views = { readonly [P in Declared as P['template']]: ContentOf<P> & Framed };

/** The route of an Astro page. */
export type Template = keyof Views;

/** A view that was made for one template. */
export type ViewFor = { readonly [T in Template]?: Views[T] };

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
