import type { Child } from 'hono/jsx';

/** The page's frame. Everything that people wrote is put in by the page's own script, as text. */
export function playgroundHtml(): string {
  return `<!doctype html>${(<PlaygroundPage />).toString()}`;
}

function PlaygroundPage() {
  return (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <title>邻里 · 演练场</title>
        <link rel="icon" href="/assets/logo.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/base.css" />
        <link rel="stylesheet" href="/assets/chat.css" />
        <link rel="stylesheet" href="/assets/panels.css" />
        <script type="module" src="/assets/app.js" />
      </head>
      <body>
        <TopBar />
        <div id="story" class="story" hidden>
          <div class="story-bar">
            <i id="story-fill" />
          </div>
          <p id="story-caption" aria-live="polite" />
        </div>
        <main id="app" class="app" data-view="list">
          <ChatList />
          <Conversation />
          <TicketPanel />
        </main>
        <Dialogs />
        <div id="toasts" class="toasts" role="status" aria-live="polite" />
        <noscript>演练场需要打开浏览器的 JavaScript。</noscript>
      </body>
    </html>
  );
}

function TopBar() {
  return (
    <header class="top">
      <div class="brand">
        <img src="/assets/logo.svg" alt="" width="28" height="28" />
        <strong>邻里</strong>
        <span class="brand-sub">演练场</span>
      </div>
      <section class="clock" aria-label="演练场的时钟">
        <div class="clock-face" title="演练场自己的时钟,只能往前拨">
          <span id="clock-day" class="clock-day" />
          <time id="clock-time" class="clock-time" />
          <span id="clock-quiet" class="clock-quiet" hidden title="普通提醒会等到免打扰时段过去">
            免打扰
          </span>
        </div>
        <div class="clock-buttons">
          <button type="button" data-minutes="10">
            +10分钟
          </button>
          <button type="button" data-minutes="60">
            +1小时
          </button>
          <button type="button" data-to="next-working-morning" aria-label="到下一个上班早晨">
            <span class="wide">到下一个上班早晨</span>
            <span class="narrow">次晨</span>
          </button>
        </div>
      </section>
      <button type="button" id="play" class="play">
        <Icon name="play" />
        <span id="play-label">播放演示</span>
      </button>
    </header>
  );
}

function ChatList() {
  return (
    <nav class="list" aria-label="聊天列表">
      <ul id="chats" class="chats" />
      <div id="tip" class="tip" hidden>
        <b>第一次来?</b>
        <ol>
          <li>当居民,在群里说一件烦心事</li>
          <li>「换身份」当网格员,在工作群接单、办结</li>
          <li>拨上面的时钟,看提醒和升级</li>
        </ol>
        <button type="button" id="tip-close" class="icon" aria-label="知道了">
          <Icon name="close" />
        </button>
      </div>
      <button type="button" id="me" class="me" aria-haspopup="dialog" title="换一个身份">
        <span id="me-avatar" class="avatar" aria-hidden="true" />
        <span class="me-words">
          <b id="me-name" />
          <small id="me-label" />
        </span>
        <span class="me-switch">换身份</span>
      </button>
    </nav>
  );
}

function Conversation() {
  return (
    <section class="talk" aria-label="聊天">
      <header class="talk-head">
        <button type="button" id="back" class="icon back" aria-label="回到聊天列表">
          <Icon name="back" />
        </button>
        <div class="talk-title">
          <h1 id="room-name">聊天</h1>
          <span id="room-about" />
        </div>
        <span id="line-state" class="line-state" hidden>
          正在重新连接…
        </span>
      </header>
      <div id="lines" class="lines" role="log" aria-live="polite" aria-label="消息" tabindex={0} />
      <button type="button" id="newer" class="newer" hidden>
        有新消息 ↓
      </button>
      <form id="composer" class="composer">
        <div id="quoting" class="quoting" hidden>
          <span id="quoting-text" />
          <button type="button" id="quoting-drop" class="icon" aria-label="不回复这一条">
            <Icon name="close" />
          </button>
        </div>
        <ul id="attached" class="attached" aria-label="要发的图片" />
        <div class="composer-row">
          <button
            type="button"
            id="attach"
            class="icon"
            aria-label="放一张图片"
            title="放一张图片(也可以粘贴或拖进来)"
          >
            <Icon name="picture" />
          </button>
          <textarea id="input" rows={1} maxlength={4000} aria-label="消息" placeholder="说点什么…" />
          <button type="submit" id="send" class="send">
            发送
          </button>
        </div>
        <input id="file" type="file" accept="image/png,image/jpeg,image/webp,image/gif" multiple hidden />
      </form>
      <p id="watching" class="watching" hidden>
        旁观者只看不说。
        <button type="button" id="watching-switch">
          选一个身份说话
        </button>
      </p>
    </section>
  );
}

function TicketPanel() {
  return (
    <aside id="panel" class="panel" aria-label="工单" hidden>
      <header class="panel-head">
        <h2 id="panel-title" tabindex={-1}>
          工单
        </h2>
        <button type="button" id="panel-close" class="icon" aria-label="关上工单">
          <Icon name="close" />
        </button>
      </header>
      <div id="panel-body" class="panel-body" />
      <p class="panel-note">这是幕后:真实的群里,居民只看得到机器人说的话。</p>
    </aside>
  );
}

function Dialogs() {
  return (
    <>
      <dialog id="people" class="people" aria-label="选择身份">
        <header>
          <h2>你是谁?</h2>
          <button type="button" id="people-close" class="icon" aria-label="关上">
            <Icon name="close" />
          </button>
        </header>
        <p class="people-hint">换个身份,就看到那个人的群。右边的 ↗ 在新标签页里打开,可以两个人对着聊。</p>
        <div id="people-body" />
      </dialog>
      <dialog id="lightbox" class="lightbox" aria-label="看大图">
        <img id="lightbox-image" alt="大图" />
      </dialog>
    </>
  );
}

const PATHS: Readonly<Record<string, Child>> = {
  back: <path d="M15 5l-7 7 7 7" />,
  close: <path d="M6 6l12 12M18 6L6 18" />,
  play: <path d="M8 5.5v13l10.5-6.5z" />,
  picture: (
    <>
      <rect x="3.5" y="5" width="17" height="14" rx="2.5" />
      <circle cx="9" cy="10" r="1.6" />
      <path d="M4 17l5-4.5 3.5 3 3.5-3.5 4.5 4.5" />
    </>
  ),
};

function Icon({ name }: { name: string }) {
  return (
    <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false" class="glyph">
      {PATHS[name]}
    </svg>
  );
}
