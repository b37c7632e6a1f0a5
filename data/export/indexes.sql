-- Made when all rows are there. Datasette and other readers follow foreign keys backwards by them.
CREATE INDEX records_by_note ON records (note_id);
CREATE INDEX records_by_section ON records (section_id);
CREATE INDEX sections_by_note ON sections (note_id);
CREATE INDEX passages_by_note ON passages (note_id);
CREATE INDEX questions_by_note ON questions (note_id);
CREATE INDEX questions_by_person ON questions (person_id);
CREATE INDEX quotes_by_note ON quotes (note_id);
CREATE INDEX quotes_by_person ON quotes (person_id);
CREATE INDEX quotes_by_question ON quotes (question_id);
CREATE INDEX predictions_by_note ON predictions (note_id);
CREATE INDEX predictions_by_person ON predictions (person_id);
CREATE INDEX terms_by_note ON terms (note_id);
CREATE INDEX record_topics_by_topic ON record_topics (topic);
CREATE INDEX relations_by_other ON relations (other_id);
INSERT INTO search (search) VALUES ('optimize');
