import type { ModelFault } from '../engine/model/model-fault.ts';
import type { Models } from '../engine/policy.ts';

/** What `check`, `doctor`, `start` and the tools say of the trained models' files. */

const NAMES: Readonly<Record<keyof Models, string>> = {
  reading: '听懂一句话的模型',
  issue: '认出同一件事的模型',
};
const USES: Readonly<Record<keyof Models, string>> = { reading: '听懂一句话', issue: '认出同一件事' };

const REASONS: Readonly<Record<ModelFault['reason'], (path: string) => string>> = {
  missing: (path) => `没有文件 ${path}`,
  unreadable: (path) => `读不了文件 ${path}`,
  foreign: (path) => `${path} 不是这里要用的模型文件`,
  version: (path) => `${path} 是别的版本的模型文件`,
  broken: (path) => `${path} 坏了或不完整`,
};

/** What is wrong, and what that means until it is mended. */
export function modelFaultText({ which, path, reason }: ModelFault): string {
  return `${NAMES[which]}用不上:${REASONS[reason](path)}。眼下只按词表读,会差一些。`;
}

export function modelFaultTodo({ which, isNamed, reason }: ModelFault): string {
  return `${remedy(which, isNamed, reason)}。改好后重新启动。`;
}

function remedy(which: keyof Models, isNamed: boolean, reason: ModelFault['reason']): string {
  if (reason === 'unreadable') return '请让运行机器人的账号能读它(chmod a+r,文件夹要能进)';
  if (!isNamed) return '请从安装包或 git 里放回这个文件';
  if (reason === 'missing') return `请改正制度文件 models.${which} 里的文件名;不用模型就写 none`;
  return `请用本版本重新训练,或把制度文件里的 models.${which} 去掉,用自带的`;
}

/** `听懂一句话的模型在用;认出同一件事不用模型(制度文件写了 none)`. */
export function modelsText(models: Models): string {
  const parts = (['reading', 'issue'] as const).map((which) =>
    models[which] === null ? `${USES[which]}不用模型(制度文件写了 none)` : `${NAMES[which]}在用`,
  );
  return `${parts.join(';')}。`;
}
