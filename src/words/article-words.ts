/** The words around blocks, in the language of the page. */
export interface ArticleWords {
  readonly copy: string;
  readonly copyCommand: string;
  readonly append: string;
  readonly files: string;
  readonly choices: string;
  /** That the lines want https, which this site has not. */
  readonly lacksHttps: string;
}
