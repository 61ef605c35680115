-- en: Who has which role for what: one row for each holder, role and thing in a named graph.
-- zh: 谁对何事担任何种角色：每个命名图中每个承担者、角色和事项一行。
-- column responsibility: IRI // IRI
-- column holder: the body, post, person, group or place // 承担者：机构、岗位、人员、编组或地方
-- column role: lead, coordinate, responsible, cooperate, participate, oversee, partner, … // 角色：lead牵头、coordinate统筹、responsible负责、cooperate配合、participate参与、oversee督查、partner合作等
-- column thing: what it is for // 事项
-- column layer: stated or working // 层：stated或working
-- column graph: the named graph // 命名图
-- column passage: the passage // 段落
-- column document: its document // 所属文件
SELECT h.s AS responsibility, h.o[2:-2] AS holder, code(lexical(r.o)) AS role, w.o[2:-2] AS thing,
       g.layer, h.g AS graph, g.passage, g.document
FROM (SELECT s, g, o FROM quads WHERE p = jb('heldBy')) h
JOIN (SELECT s, g, o FROM quads WHERE p = jb('role')) r USING (s, g)
JOIN (SELECT s, g, o FROM quads WHERE p = jb('responsibleFor')) w USING (s, g)
JOIN graphs g ON g.graph = h.g
WHERE g.layer IN ('stated', 'working')
ORDER BY thing, holder, role, graph, responsibility
