-- en: Which places lie in which, through any number of steps, and each in itself: join on `within` to count a place with all in it.
-- zh: 地点的从属关系，含多级从属及自身：按`within`连接，即可将一地及其下属合并统计。
-- column place: a place // 地点
-- column within: the place itself, or one that it is part of or located in // 该地自身，或其所属、所在的地点
WITH RECURSIVE steps AS (
  SELECT DISTINCT s AS lower, o[2:-2] AS upper FROM quads WHERE p IN (jb('locatedIn'), jb('partOf'))
), reach AS (
  SELECT iri AS place, iri AS within FROM class_of WHERE type = 'Place'
  UNION
  SELECT r.place, s.upper FROM reach r JOIN steps s ON s.lower = r.within
)
SELECT place, within FROM reach SEMI JOIN (SELECT iri AS within FROM class_of WHERE type = 'Place') USING (within)
ORDER BY within, place
