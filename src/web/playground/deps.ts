import type { Log, Store } from '../../app/ports.ts';
import type { PictureFolder } from '../../chat/pictures.ts';
import type { DrivenClock } from '../../chat/playground/clock.ts';
import type { PlaygroundChat } from '../../chat/playground/edge.ts';
import type { Hub } from '../../chat/playground/hub.ts';
import type { Instant } from '../../engine/glossary.ts';
import type { ServicePolicy } from '../../engine/policy.ts';
import type { DemoResident } from './demo/residents.ts';

/** What the playground's pages work with; `main.ts` puts it together. */
export interface PlaygroundDeps {
  store: Store;
  chat: PlaygroundChat;
  hub: Hub;
  pictures: PictureFolder;
  clock: DrivenClock;
  /** Whether the page may move the clock and play the story: not beside a real network. */
  movable: boolean;
  policy: ServicePolicy;
  residents: readonly DemoResident[];
  log: Log;
  /** Of the facade (app/linli.ts): lives through everything due up to then. */
  runTo(instant: Instant): Promise<void>;
  /** A fresh id for a message written at the page. */
  newId(): string;
}
