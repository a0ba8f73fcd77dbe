/** Texts around the blocks of a help page, in the language of the page. */
export interface ArticleWords {
  readonly copy: string;
  readonly copyCommand: string;
  readonly append: string;
  readonly files: string;
  readonly choices: string;
  /** Warning: the configuration needs HTTPS and this site has HTTP only. */
  readonly lacksHttps: string;
}
