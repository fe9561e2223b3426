import { answerSchema, readAnswer } from '../../app/proposing/answer.ts';
import { ModelFault } from '../../app/proposing/language-model.ts';
import type { ProbeFinding } from '../../chat/network.ts';
import type { Config } from '../../config.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import { languageModelOf } from '../../startup/language-model.ts';
import { hostOf, MODEL_FAULT_LABELS, PROBE_LINE } from '../../text/language-model.ts';

const MAX_ANSWER_TOKENS = 200;
const LOOPBACK = /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(?::\d{1,5})?$/;

/** Whether there is one, and, if asked to look, whether it answers one invented line. */
export async function languageModelFindings(
  { llm }: Pick<Config, 'llm'>,
  policy: ServicePolicy,
  probing: boolean,
): Promise<readonly ProbeFinding[]> {
  if (llm === null) return [{ state: 'ok', message: '没有设置(可不用),拿不准的话照旧。' }];
  const host = hostOf(llm);
  const open = llm.baseUrl.startsWith('http://') && !LOOPBACK.test(host);
  const unsafe: ProbeFinding = {
    state: 'note',
    message: `${host} 没有加密:居民的话和密钥在路上看得见,请改用 https://。`,
  };
  const found = probing ? await probe({ llm }, policy) : asked(llm.model, host);
  return open ? [unsafe, found] : [found];
}

function asked(model: string, host: string): ProbeFinding {
  return { state: 'ok', message: `${model}(${host})已设置;加 --probe 会拿一句编的话问它一次。` };
}

async function probe(config: Pick<Config, 'llm'>, policy: ServicePolicy): Promise<ProbeFinding> {
  const given = languageModelOf(config, policy);
  if (!given) throw new Error('no language model to ask');
  const began = performance.now();
  try {
    const { text } = await given.model.ask({
      instruction: given.instruction,
      input: JSON.stringify({ message: PROBE_LINE }),
      schema: answerSchema(policy),
      maxAnswerTokens: MAX_ANSWER_TOKENS,
      timeLimitMs: policy.languageModel.timeLimitMs,
    });
    const proposal = readAnswer(text, PROBE_LINE, policy);
    if (proposal === null) return { state: 'wrong', message: MODEL_FAULT_LABELS.malformed };
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    return {
      state: 'ok',
      message: `${seconds} 秒答了一句编的话:${proposal.category[1]},把握 ${proposal.probability}。`,
    };
  } catch (error) {
    if (!(error instanceof ModelFault)) throw error;
    const detail = error.detail === '' ? '' : `(${error.detail})`;
    return { state: 'wrong', message: `${MODEL_FAULT_LABELS[error.code]}${detail}。` };
  }
}
