DROP INDEX "post_found";--> statement-breakpoint
CREATE INDEX "practitioner_name" ON "practitioner" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "post_found" ON "post" USING btree ("feed_id","strength","finding","finding_sampled") WHERE "post"."finding" is not null;