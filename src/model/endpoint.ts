import type { Localized } from '../base/localized.ts';
import type { Endpoint } from './report.ts';

/** A line that leads to the site, as pages and documents tell of it. */
export interface SiteEndpoint extends Endpoint {
  readonly name: Localized;
  /** What takes the place of the site's address, without a slash at the end; none when a browser cannot go there. */
  readonly address?: string;
}
