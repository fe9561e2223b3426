-- CreateTable
CREATE TABLE "LocalModel" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "base" TEXT NOT NULL,
    "bytes" TEXT NOT NULL,
    "figures" TEXT NOT NULL,
    "examples" INTEGER NOT NULL,
    "madeAt" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "ModelAnswer" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "answer" TEXT NOT NULL,
    "at" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "ModelUse" (
    "day" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "calls" INTEGER NOT NULL,
    "tokens" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "ModelAnswer_at_idx" ON "ModelAnswer"("at");
