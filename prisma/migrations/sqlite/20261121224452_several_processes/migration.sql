-- AlterTable
ALTER TABLE "Outbox" ADD COLUMN "card" TEXT;
ALTER TABLE "Outbox" ADD COLUMN "lane" INTEGER NOT NULL DEFAULT -1;
ALTER TABLE "Outbox" ADD COLUMN "picture" TEXT;
ALTER TABLE "Outbox" ADD COLUMN "startedAt" BIGINT;

-- CreateTable
CREATE TABLE "TicketCard" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "ticketId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "stale" BOOLEAN NOT NULL,
    "ended" BOOLEAN NOT NULL
);

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "owner" TEXT NOT NULL,
    "until" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "Link" (
    "network" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "since" BIGINT NOT NULL,
    "heardAt" BIGINT,
    "updatedAt" BIGINT NOT NULL,

    PRIMARY KEY ("network", "owner")
);

-- CreateTable
CREATE TABLE "SeenChat" (
    "network" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "members" TEXT NOT NULL,
    "seenAt" BIGINT NOT NULL,
    "goneAt" BIGINT,

    PRIMARY KEY ("network", "chatId")
);

-- CreateTable
CREATE TABLE "IdentityProposal" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "network" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "oldId" TEXT NOT NULL,
    "newId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "proposedAt" BIGINT NOT NULL,
    "answeredAt" BIGINT
);

-- CreateTable
CREATE TABLE "IdentityAlias" (
    "network" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "canonicalId" TEXT NOT NULL,
    "currentId" TEXT NOT NULL,

    PRIMARY KEY ("network", "what", "canonicalId")
);

-- CreateIndex
CREATE INDEX "TicketCard_ticketId_idx" ON "TicketCard"("ticketId");

-- CreateIndex
CREATE INDEX "TicketCard_stale_idx" ON "TicketCard"("stale");

-- CreateIndex
CREATE UNIQUE INDEX "IdentityProposal_network_what_oldId_newId_key" ON "IdentityProposal"("network", "what", "oldId", "newId");
