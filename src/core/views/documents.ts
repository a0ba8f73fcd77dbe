/** The documents that the portal keeps for programs; each kind is a file of its own. */
export { apiSchemas } from './api-schema.ts';
export { mirrorToBadge } from './badge.ts';
export { portalToMetrics } from './metrics.ts';
export { portalToMirrorz } from './mirrorz-json.ts';
export { portalToRobots } from './robots.ts';
export { pagesToSitemap } from './sitemap.ts';
export { mirrorToJson, portalToStatusJson } from './status-json.ts';
export { portalToStatusText } from './status-text.ts';
export { portalToTunasync } from './tunasync-json.ts';
