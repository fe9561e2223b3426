-- AlterTable
ALTER TABLE "Outbox" ADD COLUMN     "card" TEXT,
ADD COLUMN     "lane" INTEGER NOT NULL DEFAULT -1,
ADD COLUMN     "picture" TEXT,
ADD COLUMN     "startedAt" BIGINT;

-- CreateTable
CREATE TABLE "TicketCard" (
    "key" TEXT NOT NULL,
    "ticketId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "stale" BOOLEAN NOT NULL,
    "ended" BOOLEAN NOT NULL,

    CONSTRAINT "TicketCard_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "until" BIGINT NOT NULL,

    CONSTRAINT "Lease_pkey" PRIMARY KEY ("name")
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

    CONSTRAINT "Link_pkey" PRIMARY KEY ("network","owner")
);

-- CreateTable
CREATE TABLE "SeenChat" (
    "network" TEXT NOT NULL,
    "chatId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "members" TEXT NOT NULL,
    "seenAt" BIGINT NOT NULL,
    "goneAt" BIGINT,

    CONSTRAINT "SeenChat_pkey" PRIMARY KEY ("network","chatId")
);

-- CreateTable
CREATE TABLE "IdentityProposal" (
    "id" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "oldId" TEXT NOT NULL,
    "newId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "proposedAt" BIGINT NOT NULL,
    "answeredAt" BIGINT,

    CONSTRAINT "IdentityProposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdentityAlias" (
    "network" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "canonicalId" TEXT NOT NULL,
    "currentId" TEXT NOT NULL,

    CONSTRAINT "IdentityAlias_pkey" PRIMARY KEY ("network","what","canonicalId")
);

-- CreateIndex
CREATE INDEX "TicketCard_ticketId_idx" ON "TicketCard"("ticketId");

-- CreateIndex
CREATE INDEX "TicketCard_stale_idx" ON "TicketCard"("stale");

-- CreateIndex
CREATE UNIQUE INDEX "IdentityProposal_network_what_oldId_newId_key" ON "IdentityProposal"("network", "what", "oldId", "newId");
