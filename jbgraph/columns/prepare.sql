-- From the solutions of `SELECT ?g ?s ?p ?o` in the SPARQL TSV format to quads of plain terms, and what every table needs.
CREATE MACRO jb(name) AS 'https://w3id.org/jbgraph/ontology#' || name;
CREATE MACRO rdf(name) AS 'http://www.w3.org/1999/02/22-rdf-syntax-ns#' || name;
CREATE MACRO rdfs(name) AS 'http://www.w3.org/2000/01/rdf-schema#' || name;
CREATE MACRO owl(name) AS 'http://www.w3.org/2002/07/owl#' || name;
CREATE MACRO skos(name) AS 'http://www.w3.org/2004/02/skos/core#' || name;
CREATE MACRO dcterms(name) AS 'http://purl.org/dc/terms/' || name;
CREATE MACRO qudt(name) AS 'http://qudt.org/schema/qudt/' || name;
CREATE MACRO bare(term) AS CASE WHEN starts_with(term, '<') THEN term[2:-2] ELSE term END;
CREATE MACRO ref(iri) AS '<' || iri || '>';
CREATE MACRO code(iri) AS regexp_extract(iri, '[^/#]*$');
CREATE MACRO tag(term) AS regexp_extract(term, '"@([A-Za-z0-9-]+)$', 1);
CREATE MACRO plain(quoted) AS CASE WHEN contains(quoted, '\') THEN array_to_string(list_transform(
  string_split(quoted, '\\'),
  lambda part: replace(replace(replace(replace(part, '\n', chr(10)), '\r', chr(13)), '\t', chr(9)), '\"', '"')
), '\') ELSE quoted END;
CREATE MACRO lexical(term) AS CASE
  WHEN starts_with(term, '<') THEN term[2:-2]
  WHEN starts_with(term, '"') THEN plain(regexp_extract(term, '(?s)^"(.*)"[^"]*$', 1))
  ELSE term END;
CREATE MACRO district(iri) AS nullif(regexp_extract(iri, '^https://w3id\.org/jbgraph/([^/#]+)/.', 1), '');

CREATE TABLE quads AS SELECT bare(g) AS g, bare(s) AS s, bare(p) AS p, o FROM read_csv(
  getvariable('solutions'), header = true, delim = '\t', quote = '', escape = '', auto_detect = false, parallel = true,
  columns = {'g': 'VARCHAR', 's': 'VARCHAR', 'p': 'VARCHAR', 'o': 'VARCHAR'}
);

CREATE TABLE graphs AS
SELECT s AS graph, min(code(lexical(o))) FILTER (p = jb('layer')) AS layer,
       min(s) FILTER (p = rdf('type') AND o = ref(jb('Passage'))) AS passage,
       min(lexical(o)) FILTER (p = jb('inDocument')) AS document
FROM quads WHERE p IN (jb('layer'), jb('inDocument')) OR (p = rdf('type') AND o = ref(jb('Passage')))
GROUP BY s HAVING layer IS NOT NULL;
DELETE FROM quads WHERE g IN (SELECT graph FROM graphs WHERE layer NOT IN ('register', 'stated', 'derived', 'working'));

CREATE TABLE names AS
SELECT s AS iri, min(lexical(o)) FILTER (tag(o) = 'zh') AS name_zh, min(lexical(o)) FILTER (tag(o) = 'en') AS name_en
FROM quads WHERE p IN (skos('prefLabel'), rdfs('label')) GROUP BY s;

CREATE TABLE class_of AS
WITH RECURSIVE classes AS (
  SELECT jb('Entity') AS class
  UNION
  SELECT q.s FROM quads q JOIN classes c ON q.o = ref(c.class) WHERE q.p = rdfs('subClassOf')
)
SELECT q.s AS iri, min(code(lexical(q.o))) AS type FROM quads q JOIN classes c ON q.o = ref(c.class)
WHERE q.p = rdf('type') GROUP BY q.s;
