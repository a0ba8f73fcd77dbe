import type { Localized } from '../base/localized.ts';
import type { Endpoint } from './report.ts';

/** An endpoint of the site, as pages and documents show it. */
export interface SiteEndpoint extends Endpoint {
  readonly name: Localized;
  /** What takes the place of the site's address, without a slash at the end; none when a browser cannot go there. */
  readonly address?: string;
}
