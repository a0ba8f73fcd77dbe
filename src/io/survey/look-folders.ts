import { askFolders } from './ask-folders.ts';
import type { FolderAnswer, FolderJob, FolderTask } from './folder-worker.ts';

/**
 * Look at folders of this machine.
 *
 * @param until the moment at which no further folder is begun
 */
export function lookAtFolders(
  jobs: readonly FolderJob[],
  task: FolderTask,
  until: Date,
): Promise<readonly FolderAnswer[]> {
  const toHanging = ({ cname, kind }: FolderJob) => ({
    cname,
    kind,
    look: { at: task.now, fault: 'hanging' } as const,
  });
  return askFolders<FolderTask, FolderJob, FolderAnswer>({ program: 'folder-worker', task, jobs, toHanging, until });
}
