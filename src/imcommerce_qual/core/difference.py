from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections import Counter
from itertools import accumulate

WORD = re.compile(r"[^\W\u0e00-\u0eff\u2e80-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]+|[^\S\n]+|[\s\S]")
V=os.environ.get("V","token")
PAIR=os.environ.get("PAIR","0")=="1"
DL=os.environ.get("DL","0")=="1"
ISLAND=int(os.environ.get("ISLAND","0"))
CAP=float(os.environ.get("CAP","2e7"))
SIM=float(os.environ.get("SIM","0.5"))

def difference(old, new):
    a, b = old.split("\n"), new.split("\n")
    a = [x + "\n" for x in a[:-1]] + [a[-1]]
    b = [x + "\n" for x in b[:-1]] + [b[-1]]
    at_a, at_b = [0, *accumulate(map(len, a))], [0, *accumulate(map(len, b))]
    pairs = sorted(_pairs(a, b, 0, len(a), 0, len(b)))
    changed = []
    i = j = 0
    usedA=set(x for x,_ in pairs); usedB=set(y for _,y in pairs)
    for x, y in [*pairs, (len(a), len(b))]:
        if i < x or j < y:
            changed += _block(old, new, at_a, at_b, i, x, j, y)
        i, j = x + 1, y + 1
    changed = _settle(old, new, _merge(changed))
    moved = []
    ca, cb = Counter(a), Counter(b)
    where = {line: j for j, line in enumerate(b) if cb[line] == 1}
    i = 0
    for i, line in enumerate(a):
        if line.strip() and ca[line] == 1 and line in where and i not in usedA and where[line] not in usedB:
            moved.append((at_a[i], at_a[i + 1], at_b[where[line]]))
    # drop moved lines that now overlap kept characters
    ok=[]
    for a0,a1,b0 in moved:
        if any(c[0]<=a0 and a1<=c[1] for c in changed) and any(c[2]<=b0 and b0+a1-a0<=c[3] for c in changed): ok.append((a0,a1,b0))
    return tuple(changed), tuple(ok)

def _pairs(a, b, i0, i1, j0, j1):
    while i0 < i1 and j0 < j1 and a[i0] == b[j0]:
        yield i0, j0
        i0 += 1; j0 += 1
    tail = []
    while i0 < i1 and j0 < j1 and a[i1-1] == b[j1-1]:
        i1 -= 1; j1 -= 1
        yield i1, j1
    if i0 == i1 or j0 == j1: return
    anchors = _lis(_unique(a, b, i0, i1, j0, j1))
    if anchors:
        i, j = i0, j0
        for x, y in [*anchors, (i1, j1)]:
            yield from _pairs(a, b, i, x, j, y)
            if x < i1: yield x, y
            i, j = x + 1, y + 1
    elif DL:
        from difflib import SequenceMatcher
        ca=Counter(a[i0:i1]); cb=Counter(b[j0:j1])
        if sum(n*cb[l] for l,n in ca.items())<20000:
            for x,y,n in SequenceMatcher(None,a[i0:i1],b[j0:j1],autojunk=False).get_matching_blocks():
                if any(l.strip() for l in a[i0+x:i0+x+n]):
                    for k in range(n): yield i0+x+k,j0+y+k

def _unique(a, b, i0, i1, j0, j1):
    ca, cb = Counter(a[i0:i1]), Counter(b[j0:j1])
    where = {b[j]: j for j in range(j0, j1)}
    return [(i, where[a[i]]) for i in range(i0, i1) if ca[a[i]] == 1 == cb[a[i]]]

def _lis(pairs):
    tails, tail_idx, back = [], [], []
    for k, (_, y) in enumerate(pairs):
        p = bisect_left(tails, y)
        back.append(tail_idx[p - 1] if p else -1)
        tails[p:p + 1] = [y]; tail_idx[p:p + 1] = [k]
    out = []; k = tail_idx[-1] if tail_idx else -1
    while k >= 0: out.append(pairs[k]); k = back[k]
    return out[::-1]

def _block(old, new, at_a, at_b, i0, i1, j0, j1):
    a0,a1,b0,b1 = at_a[i0], at_a[i1], at_b[j0], at_b[j1]
    if a0==a1 or b0==b1: return [(a0,a1,b0,b1)]
    if i1-i0 == j1-j0 and PAIR:
        out=[]
        for k in range(i1-i0):
            out += _within(old,new,at_a[i0+k],at_a[i0+k+1],at_b[j0+k],at_b[j0+k+1])
        return out
    return _within(old,new,a0,a1,b0,b1)

def _isw(c): return c.isalnum() and c < "\u0e00"

def _within(old,new,a0,a1,b0,b1):
    from rapidfuzz.distance import Prefix, Postfix, Levenshtein
    x,y=old[a0:a1],new[b0:b1]
    if x==y: return []
    p=Prefix.similarity(x,y); 
    s=min(Postfix.similarity(x,y),len(x)-p,len(y)-p)
    if p+s in (len(x),len(y)): return [(a0+p,a1-s,b0+p,b1-s)]
    if V=="token":
        while p and _isw(x[p-1]): p-=1
        while s and _isw(x[-s]): s-=1
    a0+=p; a1-=s; b0+=p; b1-=s
    x,y=x[p:len(x)-s],y[p:len(y)-s]
    if len(x)*len(y)>CAP: return [(a0,a1,b0,b1)]
    if V=="token":
        ta,tb=WORD.findall(x),WORD.findall(y)
        ids={}
        sa="".join([chr(ids.setdefault(t,len(ids))) for t in ta]); sb="".join([chr(ids.setdefault(t,len(ids))) for t in tb])
        oa=[0,*accumulate(map(len,ta))]; ob=[0,*accumulate(map(len,tb))]
        out=[]
        for op in Levenshtein.opcodes(sa,sb):
            if op.tag!="equal": out.append((a0+oa[op.src_start],a0+oa[op.src_end],b0+ob[op.dest_start],b0+ob[op.dest_end]))
        out=_merge(out)
        if ISLAND: out=_islands(old,out)
        fin=[]
        for c in out: fin+=_chars(old,new,*c)
        return fin
    return _chars(old,new,a0,a1,b0,b1)

def _islands(old,ch):
    out=[]
    for c in ch:
        if out:
            p=out[-1]; gap=old[p[1]:c[0]]
            if sum(map(str.isalnum,gap))<ISLAND and max(p[1]-p[0],p[3]-p[2])>len(gap) and max(c[1]-c[0],c[3]-c[2])>len(gap):
                out[-1]=(p[0],c[1],p[2],c[3]); continue
        out.append(c)
    return out

def _chars(old,new,a0,a1,b0,b1):
    from rapidfuzz.distance import Prefix, Postfix, Levenshtein
    x,y=old[a0:a1],new[b0:b1]
    if not x or not y: return [(a0,a1,b0,b1)]
    if V=="token" and SIM>0:
        ops=Levenshtein.opcodes(x,y)
        eq=sum(o.src_end-o.src_start for o in ops if o.tag=="equal")
        if eq<SIM*max(len(x),len(y)):
            return [(a0,a1,b0,b1)]
    else: ops=Levenshtein.opcodes(x,y)
    return [(a0+o.src_start,a0+o.src_end,b0+o.dest_start,b0+o.dest_end) for o in ops if o.tag!="equal"]

def _merge(ch):
    out=[]
    for c in ch:
        if out and out[-1][1]==c[0] and out[-1][3]==c[2]: out[-1]=(out[-1][0],c[1],out[-1][2],c[3])
        else: out.append(c)
    return out

def _cut(t,i):
    if i==0 or i==len(t): return 4
    x,y=t[i-1],t[i]
    if x=="\n": return 4
    if y=="\n": return 3
    if x.isspace() or y.isspace(): return 2
    if not(x.isalnum() and y.isalnum()): return 1
    return 0

def _settle(old,new,ch):
    out=[]
    for k,(a0,a1,b0,b1) in enumerate(ch):
        if a0!=a1 and b0!=b1: out.append((a0,a1,b0,b1)); continue
        t,lo,hi=(new,b0,b1) if a0==a1 else (old,a0,a1)
        left = min(a0-out[-1][1],b0-out[-1][3]) if out else a0
        right = (ch[k+1][0]-a1) if k+1<len(ch) else len(old)-a1
        best,d=_cut(t,lo)+_cut(t,hi),0
        k2=0
        while k2<left and t[lo-k2-1]==t[hi-k2-1]:
            k2+=1
            s=_cut(t,lo-k2)+_cut(t,hi-k2)
            if s>best: best,d=s,-k2
        k2=0
        while k2<right and t[lo+k2]==t[hi+k2]:
            k2+=1
            s=_cut(t,lo+k2)+_cut(t,hi+k2)
            if s>best: best,d=s,k2
        out.append((a0+d,a1+d,b0+d,b1+d))
    return _merge(out)
