ALTER TABLE "public_quarter" ADD COLUMN "version" text NOT NULL;--> statement-breakpoint
ALTER TABLE "public_quarter" ADD COLUMN "beliefs" jsonb NOT NULL;