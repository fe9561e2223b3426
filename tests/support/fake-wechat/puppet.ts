import { randomUUID } from 'node:crypto';
import { FileBox, type FileBoxInterface } from 'file-box';
import { type payloads, types } from 'wechaty-puppet';
import { mock, PuppetMock } from 'wechaty-puppet-mock';
import { createWorld, type StoredMessage, type World } from './world.ts';

export interface Faults {
  /** This many sends fail before anything is said. */
  failSends: number;
  /** This many sends fail after they have been said. */
  failAfterSends: number;
  /** A send answers so much later; said at once. */
  slowMs: number;
  /** Sends answer no id, as many puppets do. */
  withoutIds: boolean;
  /** The account's own messages do not come back. */
  withoutEchoes: boolean;
  /** A code has to be scanned before it logs in. */
  needsScan: boolean;
}

/**
 * The mock puppet with its holes mended: ids of any shape, mentions and files are kept, own messages come back with ids, rooms
 * change, and it beats. The far side's hands are the methods under `hands`.
 */
export class RepairedMock extends PuppetMock {
  readonly world: World;
  readonly faults: Faults = {
    failSends: 0,
    failAfterSends: 0,
    slowMs: 0,
    withoutIds: false,
    withoutEchoes: false,
    needsScan: false,
  };
  /** Null: no beat. */
  beatMs: number | null = 1000;
  #beat: NodeJS.Timeout | null = null;

  constructor(world = createWorld()) {
    super({ mocker: new mock.Mocker() });
    this.world = world;
  }

  override async onStart(): Promise<void> {
    setImmediate(() => (this.faults.needsScan ? this.showCode() : this.enter()));
    if (this.beatMs !== null) {
      this.#beat = setInterval(() => this.emit('heartbeat', { data: 'fake' }), this.beatMs);
    }
  }

  override async onStop(): Promise<void> {
    if (this.#beat) clearInterval(this.#beat);
  }

  override async contactRawPayload(id: string): Promise<payloads.Contact> {
    const name = this.world.people.get(id);
    if (name === undefined) throw new Error(`nobody is called ${id}`);
    return { id, name, avatar: '', gender: 0, type: types.Contact.Individual, phone: [] };
  }

  override async roomRawPayload(id: string): Promise<payloads.Room> {
    const { topic, members } = this.#room(id);
    return { id, topic, memberIdList: members, adminIdList: [] };
  }

  override async roomMemberList(roomId: string): Promise<string[]> {
    return this.#room(roomId).members;
  }

  override async roomMemberRawPayload(roomId: string, id: string): Promise<payloads.RoomMember> {
    const { name } = await this.contactRawPayload(id);
    return { id, name, avatar: '', roomAlias: this.#room(roomId).aliases.get(id) ?? '' };
  }

  override async messageRawPayload(id: string): Promise<payloads.Message> {
    const message = this.world.messages.get(id);
    if (!message) throw new Error(`no such message: ${id}`);
    const { picture: _, ...payload } = message;
    return payload;
  }

  override async messageImage(id: string): Promise<FileBoxInterface> {
    return this.messageFile(id);
  }

  override async messageFile(id: string): Promise<FileBoxInterface> {
    const bytes = this.world.messages.get(id)?.picture;
    if (!bytes) throw new Error(`no picture in ${id}`);
    return FileBox.fromBase64(Buffer.from(bytes).toString('base64'), 'picture.png');
  }

  // @ts-expect-error the mock's own declares no id, though puppets may give one
  override async messageSendText(
    to: string,
    text: string,
    mentions: string[] = [],
  ): Promise<string | undefined> {
    return this.#take(to, { text, mentions, picture: null });
  }

  // @ts-expect-error as above
  override async messageSendFile(to: string, file: FileBoxInterface): Promise<string | undefined> {
    const bytes = new Uint8Array(await file.toBuffer());
    const type = /\.(png|jpg|gif|webp)$/.test(file.name) ? types.Message.Image : types.Message.Attachment;
    this.world.files.push(file.name);
    return this.#take(to, { text: '', mentions: [], picture: bytes, type });
  }

  async #take(
    to: string,
    what: { text: string; mentions: string[]; picture: Uint8Array | null; type?: types.Message },
  ) {
    const { faults, world } = this;
    if (!this.isLoggedIn) throw new Error('not logged in');
    if (faults.failSends > 0) {
      faults.failSends -= 1;
      throw new Error('the network would not take it');
    }
    const { text, mentions, picture } = what;
    world.seen.push({ room: to, text, mentions, picture: picture?.byteLength ?? null });
    const id = this.put({ to, from: world.self.id, ...what });
    if (!faults.withoutEchoes) this.emit('message', { messageId: id });
    if (faults.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, faults.slowMs));
    if (faults.failAfterSends > 0) {
      faults.failAfterSends -= 1;
      throw new Error('it broke after it was said');
    }
    return faults.withoutIds ? undefined : id;
  }

  /** Keeps a message, so that it can be asked for; returns its id. */
  put(given: {
    to: string;
    from: string;
    text: string;
    mentions?: string[];
    picture?: Uint8Array | null;
    id?: string;
    atMs?: number;
    type?: types.Message;
  }): string {
    const { to, from, text, mentions = [], picture = null, id = randomUUID(), atMs = Date.now() } = given;
    const isRoom = this.world.rooms.has(to);
    const type = given.type ?? (picture ? types.Message.Image : types.Message.Text);
    const where = isRoom ? { roomId: to, listenerId: '' } : { roomId: '', listenerId: to };
    const message: StoredMessage = {
      id,
      talkerId: from,
      text,
      timestamp: atMs,
      type,
      mentionIdList: mentions,
      picture,
      ...where,
    };
    this.world.messages.set(id, message);
    return id;
  }

  enter(): void {
    if (!this.isLoggedIn) this.login(this.world.self.id);
  }

  showCode(): void {
    this.emit('scan', { qrcode: 'http://weixin.qq.com/x/test', status: types.ScanStatus.Waiting });
  }

  #room(id: string) {
    const room = this.world.rooms.get(id);
    if (!room) throw new Error(`no such room: ${id}`);
    return room;
  }
}
