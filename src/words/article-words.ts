/** Texts around the blocks of a help page, in the language of the page. */
export interface ArticleWords {
  readonly copy: string;
  readonly copyCommand: string;
  readonly append: string;
  readonly files: string;
  readonly choices: string;
  /** Warning: the configuration needs HTTPS and this site has HTTP only. */
  readonly lacksHttps: string;
  /** An option, and the last day on which its project supports it. */
  readonly supportedUntil: (option: string, day: string) => string;
  /** The same after that day. */
  readonly supportEnded: (option: string, day: string) => string;
}
