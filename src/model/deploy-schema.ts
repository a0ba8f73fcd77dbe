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
    .describe('For how many deploys styles and scripts stay that pages no longer use, for open tabs'),
  rsync: z
    .array(z.string().min(1))
    .default([])
    .describe('More options for rsync, one each. Example: `["-e", "ssh -p 2222", "--bwlimit=10m"]`'),
});

export type DeployContent = z.infer<typeof deploySchema>;
