-- CreateTable
CREATE TABLE "Knowledge" (
    "id" TEXT NOT NULL,
    "streetId" TEXT NOT NULL,
    "communityId" TEXT,
    "gridId" TEXT,
    "kind" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "authorName" TEXT NOT NULL,
    "addedAt" BIGINT NOT NULL,
    "changedAt" BIGINT,
    "startsAt" BIGINT,
    "endsAt" BIGINT,
    "expiresAt" BIGINT NOT NULL,
    "withdrawnAt" BIGINT,

    CONSTRAINT "Knowledge_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Knowledge_streetId_withdrawnAt_expiresAt_idx" ON "Knowledge"("streetId", "withdrawnAt", "expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Knowledge_streetId_kind_number_key" ON "Knowledge"("streetId", "kind", "number");
