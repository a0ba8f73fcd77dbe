import * as z from 'zod';

/** `deploy` of portal.yaml: where each build puts the site. */
export const deploySchema = z.strictObject({
  to: z
    .array(z.string().min(1))
    .min(1)
    .describe(
      'Folders to deploy to: on this machine, relative to the content folder, or as rsync names them. Example: `[/srv/www, web2.example.org:/srv/www, rsync://web3.example.org/www]`',
    ),
  keepAssets: z
    .int()
    .min(0)
    .default(100)
    .describe('Number of deploys for which unused styles and scripts are kept, for pages that are open in browsers'),
  rsync: z
    .array(z.string().min(1))
    .default([])
    .describe('Additional options for rsync, one per entry. Example: `["-e", "ssh -p 2222", "--bwlimit=10m"]`'),
});

export type DeployContent = z.infer<typeof deploySchema>;
