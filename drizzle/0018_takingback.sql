CREATE INDEX "practitioner_joined" ON "practitioner" USING btree ("joined_into_id");--> statement-breakpoint
CREATE INDEX "intake_row_other" ON "intake_row" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "intake_row_practitioner" ON "intake_row" USING btree ("practitioner_id");--> statement-breakpoint
CREATE INDEX "intake_row_feed" ON "intake_row" USING btree ("feed_id");--> statement-breakpoint
CREATE INDEX "claim_task" ON "claim" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "conflict_practitioner" ON "conflict" USING btree ("practitioner_id");