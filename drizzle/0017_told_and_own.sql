CREATE TABLE "public_quarter" (
	"month" date PRIMARY KEY NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	"atoms" jsonb NOT NULL,
	"shown" jsonb NOT NULL,
	"version" text NOT NULL,
	"beliefs" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "watch" ADD COLUMN "person_id" text;--> statement-breakpoint
ALTER TABLE "watch" ADD CONSTRAINT "watch_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "practitioner_joined" ON "practitioner" USING btree ("joined_into_id");--> statement-breakpoint
CREATE INDEX "intake_row_other" ON "intake_row" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "intake_row_practitioner" ON "intake_row" USING btree ("practitioner_id");--> statement-breakpoint
CREATE INDEX "intake_row_feed" ON "intake_row" USING btree ("feed_id");--> statement-breakpoint
CREATE INDEX "claim_task" ON "claim" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "conflict_practitioner" ON "conflict" USING btree ("practitioner_id");--> statement-breakpoint
ALTER TABLE "watch" ADD CONSTRAINT "watch_person_id_unique" UNIQUE("person_id");