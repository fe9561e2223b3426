import type { BallotReply, BallotShown } from '../../app/appraisal/ballot/ballot-replies.ts';
import type { Speaking } from '../../app/reply.ts';
import type { CardAction, FormCard } from '../../chat/card.ts';
import { when } from '../say.ts';
import { ballotText, sample } from './ballot.ts';

type Asking = Extract<BallotReply, { code: 'ballot-opened' | 'ballot-reminder' | 'ballot-listed' }>;

/** More people than these make a card that nobody scrolls through, and that Lark refuses. */
const MOST_FORMS = 20;

/** A ballot as a card: everybody to be rated with a line for the marks, and the page that has them all. Null: too many for one. */
export function ballotCard(reply: Asking, speaking: Speaking): FormCard | null {
  const link = 'link' in reply ? reply.link : null;
  const actions = reply.ballots.flatMap(linesOf);
  if (actions.length > MOST_FORMS && link === null) return null;
  const [first] = reply.ballots;
  if (!first) return null;
  return {
    type: 'form',
    title: `测评 · ${when(Math.min(...reply.ballots.map(({ closesAt }) => closesAt)), speaking)} 截止`,
    text: reply.ballots.map(ballotText).join('\n'),
    actions: actions.length > MOST_FORMS ? [] : actions,
    link: link === null ? null : { label: '打开网页填(只给您一人)', url: link },
  };
}

/** Each comes back as a person would type it: 「测评 1 王芳」 with the marks behind it. */
function linesOf({ number, aspects, most, names }: BallotShown): readonly CardAction[] {
  return names.map((name) => ({
    label: `评 ${name}`,
    command: `测评 ${number} ${name}`,
    style: 'primary',
    input: {
      label: `${name}:${aspects.join(' ')},各 0–${most},如 ${sample(aspects.length, most)}`,
      required: true,
    },
  }));
}
