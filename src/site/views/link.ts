/** A link as a page shows it. */
export interface LinkView {
  readonly text: string;
  readonly href: string;
}
