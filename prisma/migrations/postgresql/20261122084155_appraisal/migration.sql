-- AlterTable
ALTER TABLE "Grid" ADD COLUMN "areaM2" INTEGER;

-- AlterTable
ALTER TABLE "Ticket" ADD COLUMN "solveBy" BIGINT;

-- Of the tickets there are
UPDATE "Ticket" SET "solveBy" = CAST(CAST("state" AS JSON) #>> '{deadlines,solveBy}' AS BIGINT);

-- CreateTable
CREATE TABLE "AppraisalMonth" (
    "id" TEXT NOT NULL,
    "streetId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "from" BIGINT NOT NULL,
    "until" BIGINT NOT NULL,
    "policyHash" TEXT NOT NULL,
    "policyVersion" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "since" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "computedAt" BIGINT,
    "publishedAt" BIGINT,
    "revision" INTEGER NOT NULL,
    "done" TEXT NOT NULL,

    CONSTRAINT "AppraisalMonth_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KeptPolicy" (
    "hash" TEXT NOT NULL,
    "policyId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "appraisal" TEXT NOT NULL,
    "keptAt" BIGINT NOT NULL,

    CONSTRAINT "KeptPolicy_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "FrozenSubject" (
    "monthId" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "FrozenSubject_pkey" PRIMARY KEY ("monthId","subjectId")
);

-- CreateTable
CREATE TABLE "ScoreSheet" (
    "monthId" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "ScoreSheet_pkey" PRIMARY KEY ("monthId","subjectId","version")
);

-- CreateTable
CREATE TABLE "ScoreEntry" (
    "id" TEXT NOT NULL,
    "streetId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "subjectId" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "points" TEXT NOT NULL,
    "on" BIGINT NOT NULL,
    "at" BIGINT NOT NULL,
    "authorId" TEXT NOT NULL,
    "authorName" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "policyVersion" TEXT NOT NULL,
    "cancels" TEXT,
    "appealId" TEXT,

    CONSTRAINT "ScoreEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Appeal" (
    "id" TEXT NOT NULL,
    "streetId" TEXT NOT NULL,
    "monthKey" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "subjectId" TEXT NOT NULL,
    "itemId" TEXT,
    "text" TEXT NOT NULL,
    "byId" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "answeredBy" TEXT,
    "answeredAt" BIGINT,
    "answer" TEXT NOT NULL,

    CONSTRAINT "Appeal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Proposal" (
    "id" TEXT NOT NULL,
    "streetId" TEXT NOT NULL,
    "monthKey" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "ruleId" TEXT NOT NULL,
    "ruleName" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "answeredBy" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "subjectName" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "byId" TEXT,
    "at" BIGINT NOT NULL,
    "answeredAt" BIGINT,
    "reason" TEXT NOT NULL,

    CONSTRAINT "Proposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Ballot" (
    "id" TEXT NOT NULL,
    "streetId" TEXT NOT NULL,
    "monthKey" TEXT NOT NULL,
    "ruleId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "rule" TEXT NOT NULL,
    "opensAt" BIGINT NOT NULL,
    "closesAt" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "reminded" TEXT NOT NULL,

    CONSTRAINT "Ballot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BallotRoll" (
    "ballotId" TEXT NOT NULL,
    "tasks" TEXT NOT NULL,

    CONSTRAINT "BallotRoll_pkey" PRIMARY KEY ("ballotId")
);

-- CreateTable
CREATE TABLE "BallotTurnout" (
    "ballotId" TEXT NOT NULL,
    "voterId" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,

    CONSTRAINT "BallotTurnout_pkey" PRIMARY KEY ("ballotId","voterId","subjectId")
);

-- CreateTable
CREATE TABLE "BallotCount" (
    "ballotId" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "aspectId" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "BallotCount_pkey" PRIMARY KEY ("ballotId","subjectId","aspectId","value")
);

-- CreateTable
CREATE TABLE "BallotVote" (
    "ballotId" TEXT NOT NULL,
    "voterId" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "values" TEXT NOT NULL,

    CONSTRAINT "BallotVote_pkey" PRIMARY KEY ("ballotId","voterId","subjectId")
);

-- CreateTable
CREATE TABLE "BallotLink" (
    "tokenHash" TEXT NOT NULL,
    "ballotId" TEXT NOT NULL,
    "voterId" TEXT NOT NULL,
    "expiresAt" BIGINT NOT NULL,

    CONSTRAINT "BallotLink_pkey" PRIMARY KEY ("tokenHash")
);

-- CreateIndex
CREATE UNIQUE INDEX "AppraisalMonth_streetId_key_key" ON "AppraisalMonth"("streetId", "key");

-- CreateIndex
CREATE INDEX "ScoreSheet_subjectId_idx" ON "ScoreSheet"("subjectId");

-- CreateIndex
CREATE INDEX "ScoreEntry_streetId_on_idx" ON "ScoreEntry"("streetId", "on");

-- CreateIndex
CREATE INDEX "ScoreEntry_subjectId_on_idx" ON "ScoreEntry"("subjectId", "on");

-- CreateIndex
CREATE UNIQUE INDEX "ScoreEntry_streetId_number_key" ON "ScoreEntry"("streetId", "number");

-- CreateIndex
CREATE INDEX "Appeal_streetId_status_idx" ON "Appeal"("streetId", "status");

-- CreateIndex
CREATE INDEX "Appeal_streetId_monthKey_idx" ON "Appeal"("streetId", "monthKey");

-- CreateIndex
CREATE UNIQUE INDEX "Appeal_streetId_number_key" ON "Appeal"("streetId", "number");

-- CreateIndex
CREATE INDEX "Proposal_streetId_status_idx" ON "Proposal"("streetId", "status");

-- CreateIndex
CREATE INDEX "Proposal_streetId_monthKey_idx" ON "Proposal"("streetId", "monthKey");

-- CreateIndex
CREATE UNIQUE INDEX "Proposal_streetId_number_key" ON "Proposal"("streetId", "number");

-- CreateIndex
CREATE INDEX "Ballot_streetId_status_idx" ON "Ballot"("streetId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "Ballot_streetId_number_key" ON "Ballot"("streetId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Ballot_streetId_monthKey_ruleId_key" ON "Ballot"("streetId", "monthKey", "ruleId");

-- CreateIndex
CREATE INDEX "Ticket_streetId_lastActivityAt_idx" ON "Ticket"("streetId", "lastActivityAt");

-- CreateIndex
CREATE INDEX "Ticket_streetId_solveBy_idx" ON "Ticket"("streetId", "solveBy");
