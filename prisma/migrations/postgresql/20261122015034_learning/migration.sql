-- CreateTable
CREATE TABLE "LocalModel" (
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "base" TEXT NOT NULL,
    "bytes" TEXT NOT NULL,
    "figures" TEXT NOT NULL,
    "examples" INTEGER NOT NULL,
    "madeAt" BIGINT NOT NULL,

    CONSTRAINT "LocalModel_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "ModelAnswer" (
    "key" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "at" BIGINT NOT NULL,

    CONSTRAINT "ModelAnswer_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "ModelUse" (
    "day" INTEGER NOT NULL,
    "calls" INTEGER NOT NULL,
    "tokens" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL,

    CONSTRAINT "ModelUse_pkey" PRIMARY KEY ("day")
);

-- CreateIndex
CREATE INDEX "ModelAnswer_at_idx" ON "ModelAnswer"("at");
