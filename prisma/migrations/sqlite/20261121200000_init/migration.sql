-- CreateTable
CREATE TABLE "Meta" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Street" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Community" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "streetId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    CONSTRAINT "Community_streetId_fkey" FOREIGN KEY ("streetId") REFERENCES "Street" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Grid" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "communityId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "households" INTEGER,
    "population" INTEGER,
    "places" TEXT NOT NULL,
    CONSTRAINT "Grid_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Post" (
    "personId" TEXT NOT NULL,
    "post" TEXT NOT NULL,
    "at" TEXT NOT NULL,
    "since" BIGINT NOT NULL,
    "until" BIGINT,

    PRIMARY KEY ("personId", "post", "at", "since"),
    CONSTRAINT "Post_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Account" (
    "network" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "codeHash" TEXT,
    "boundAt" BIGINT,

    PRIMARY KEY ("network", "accountId"),
    CONSTRAINT "Account_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Room" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "network" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "intake" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Leave" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "from" BIGINT NOT NULL,
    "until" BIGINT NOT NULL,
    "askedAt" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "status" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "BindCode" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "personId" TEXT,
    "createdBy" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "expiresAt" BIGINT NOT NULL,
    "usedAt" BIGINT
);

-- CreateTable
CREATE TABLE "BindTry" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "network" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "at" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "Inbound" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "roomId" TEXT NOT NULL,
    "private" BOOLEAN NOT NULL,
    "accountId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "receivedAt" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "images" TEXT NOT NULL,
    "replyTo" TEXT,
    "fromStaff" BOOLEAN NOT NULL,
    "ticketIds" TEXT NOT NULL,
    "outcome" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Ticket" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "streetId" TEXT NOT NULL,
    "communityId" TEXT NOT NULL,
    "gridId" TEXT,
    "number" INTEGER,
    "draftNumber" INTEGER,
    "status" TEXT NOT NULL,
    "open" BOOLEAN NOT NULL,
    "waiting" BOOLEAN NOT NULL,
    "category1" TEXT NOT NULL,
    "category2" TEXT NOT NULL,
    "urgency" TEXT NOT NULL,
    "reporterId" TEXT NOT NULL,
    "assigneeId" TEXT,
    "openedAt" BIGINT NOT NULL,
    "lastActivityAt" BIGINT NOT NULL,
    "nextDueAt" BIGINT,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "TicketEvent" (
    "ticketId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "messageId" TEXT,
    "body" TEXT NOT NULL,

    PRIMARY KEY ("ticketId", "seq"),
    CONSTRAINT "TicketEvent_ticketId_fkey" FOREIGN KEY ("ticketId") REFERENCES "Ticket" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TicketParty" (
    "ticketId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "endedAt" BIGINT NOT NULL,
    "openedAt" BIGINT NOT NULL,

    PRIMARY KEY ("ticketId", "personId"),
    CONSTRAINT "TicketParty_ticketId_fkey" FOREIGN KEY ("ticketId") REFERENCES "Ticket" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Outbox" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "chat" TEXT NOT NULL,
    "roomId" TEXT,
    "text" TEXT NOT NULL,
    "replyTo" TEXT,
    "mentions" TEXT NOT NULL,
    "ticketIds" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "urgent" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "dueAt" BIGINT NOT NULL,
    "settledAt" BIGINT,
    "sentKey" TEXT,
    "error" TEXT
);

-- CreateIndex
CREATE UNIQUE INDEX "Account_codeHash_key" ON "Account"("codeHash");

-- CreateIndex
CREATE INDEX "Account_personId_idx" ON "Account"("personId");

-- CreateIndex
CREATE INDEX "Leave_communityId_status_idx" ON "Leave"("communityId", "status");

-- CreateIndex
CREATE INDEX "BindTry_network_accountId_at_idx" ON "BindTry"("network", "accountId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Inbound_key_key" ON "Inbound"("key");

-- CreateIndex
CREATE INDEX "Inbound_roomId_at_idx" ON "Inbound"("roomId", "at");

-- CreateIndex
CREATE INDEX "Ticket_streetId_openedAt_idx" ON "Ticket"("streetId", "openedAt");

-- CreateIndex
CREATE INDEX "Ticket_communityId_openedAt_idx" ON "Ticket"("communityId", "openedAt");

-- CreateIndex
CREATE INDEX "Ticket_streetId_open_communityId_idx" ON "Ticket"("streetId", "open", "communityId");

-- CreateIndex
CREATE INDEX "Ticket_streetId_waiting_communityId_idx" ON "Ticket"("streetId", "waiting", "communityId");

-- CreateIndex
CREATE INDEX "Ticket_assigneeId_open_idx" ON "Ticket"("assigneeId", "open");

-- CreateIndex
CREATE INDEX "Ticket_nextDueAt_idx" ON "Ticket"("nextDueAt");

-- CreateIndex
CREATE UNIQUE INDEX "Ticket_streetId_number_key" ON "Ticket"("streetId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Ticket_streetId_draftNumber_key" ON "Ticket"("streetId", "draftNumber");

-- CreateIndex
CREATE INDEX "TicketParty_personId_endedAt_openedAt_idx" ON "TicketParty"("personId", "endedAt", "openedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Outbox_key_key" ON "Outbox"("key");

-- CreateIndex
CREATE INDEX "Outbox_state_dueAt_idx" ON "Outbox"("state", "dueAt");

-- CreateIndex
CREATE INDEX "Outbox_state_chat_seq_idx" ON "Outbox"("state", "chat", "seq");

-- CreateIndex
CREATE INDEX "Outbox_chat_createdAt_idx" ON "Outbox"("chat", "createdAt");

-- CreateIndex
CREATE INDEX "Outbox_createdAt_idx" ON "Outbox"("createdAt");

-- CreateIndex
CREATE INDEX "Outbox_sentKey_idx" ON "Outbox"("sentKey");
