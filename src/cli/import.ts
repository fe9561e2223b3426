import type { Merge, PartChange } from '../app/import/merge.ts';
import type { Fault } from '../app/import/source.ts';
import { knownNetworks, policyOf, settingsOf } from './policy.ts';
import { DONE, type Io, JSON_OPTION, REFUSED, type Verb, type VerbInput } from './verb.ts';

const PART_NAMES: Readonly<Record<PartChange['part'], string>> = {
  streets: '街道',
  communities: '社区',
  grids: '网格',
  staff: '人员',
  rooms: '群',
};

export const importVerb: Verb = {
  name: 'import',
  usage: 'FILE [--dry-run] [--json]',
  summary: '导入辖区文件(YAML 或 XLSX):街道、社区、网格、人员、群。',
  details: [
    '可以反复导入:一样的不动,文件里没有写到的保留。',
    '有一处错就什么都不改,并列出每一处错的行号或单元格。格式说明:docs/import.md。',
  ],
  options: {
    'dry-run': { type: 'boolean', help: '只检查并说明会改什么,不写入' },
    json: JSON_OPTION,
  },
  words: { min: 1, max: 1, missing: '没有写要导入的文件。' },
  run: importFile,
};

async function importFile({ words, flag, io }: VerbInput): Promise<number> {
  const [{ readNeighbourhood }, { mergeOrganisation, changesNothing }, { withStore }, { createLog }] =
    await Promise.all([
      import('../app/import/neighbourhood-file.ts'),
      import('../app/import/merge.ts'),
      import('../startup/database.ts'),
      import('../startup/log.ts'),
    ]);
  const config = await settingsOf(io);
  if (!config) return REFUSED;
  const { policy, faults } = policyOf(config.policyPath, config.zone);
  if (!policy) return refuse(faults, { io, json: flag('json') });
  const path = words[0] ?? '';
  const file = await readNeighbourhood(path, {
    zone: policy.calendar.zone,
    networks: await knownNetworks(io),
  });
  if (!file.ok)
    return refuse(
      file.faults.map((fault) => placed(path, fault)),
      { io, json: flag('json') },
    );
  return withStore({ config, log: createLog(config.logLevel) }, async (store) => {
    const current = await store.organisation();
    const merge = mergeOrganisation(current.organisation, file.organisation);
    if (merge.conflicts.length > 0) return refuse(merge.conflicts, { io, json: flag('json') });
    const saving = !flag('dry-run') && !changesNothing(merge.changes);
    if (saving) await store.saveOrganisation(merge.organisation, io.now());
    tell(merge, { io, json: flag('json'), dryRun: flag('dry-run') });
    return DONE;
  });
}

function placed(path: string, { where, message }: Fault): string {
  return where === path ? `${path} ${message}` : `${path} ${where}:${message}`;
}

function refuse(faults: readonly string[], to: { io: Io; json: boolean }): number {
  if (to.json) to.io.out(JSON.stringify({ ok: false, faults }));
  for (const fault of faults) to.io.err(fault);
  to.io.err(`共 ${faults.length} 处有误,什么都没有改。改好后再导入一次。`);
  return REFUSED;
}

function tell(merge: Merge, to: { io: Io; json: boolean; dryRun: boolean }): void {
  if (to.json) {
    to.io.out(JSON.stringify({ ok: true, dryRun: to.dryRun, changes: merge.changes }));
    return;
  }
  for (const change of merge.changes) for (const line of changeLines(change)) to.io.out(line);
  to.io.out(to.dryRun ? '只是检查,没有写入。' : '导入完成。');
}

function changeLines({ part, added, changed, unchanged, kept }: PartChange): string[] {
  const counts = `新增 ${added.length},修改 ${changed.length},不变 ${unchanged},文件外保留 ${kept.length}`;
  const named = [
    ...added.map((name) => `  + ${name}`),
    ...changed.map((name) => `  ~ ${name}`),
    ...kept.map((name) => `  = ${name} 不在文件里,保留`),
  ];
  return [`${PART_NAMES[part]}:${counts}`, ...named];
}
