from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections import Counter
from itertools import accumulate, pairwise

WORD = re.compile(r"[^\W\u0e00-\u0eff\u2e80-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]+|[^\S\n]+|[\s\S]")
ISLAND=int(os.environ.get("ISLAND","4"))
CAP=float(os.environ.get("CAP","3e7"))
SIM=float(os.environ.get("SIM","0.5"))
LIKE=float(os.environ.get("LIKE","0.5"))
AHEAD=int(os.environ.get("AHEAD","4"))
EQ=os.environ.get("EQ","0")=="1"

def difference(old, new):
    a, b = old.split("\n"), new.split("\n")
    a = [x + "\n" for x in a[:-1]] + [a[-1]]
    b = [x + "\n" for x in b[:-1]] + [b[-1]]
    at_a, at_b = [0, *accumulate(map(len, a))], [0, *accumulate(map(len, b))]
    pairs = sorted(_pairs(a, b, 0, len(a), 0, len(b)))
    A=set(x for x,_ in pairs); Bs=set(y for _,y in pairs)
    mv = [(i,j) for i,j in _unique(a,b,0,len(a),0,len(b)) if i not in A and j not in Bs]
    fill=[]
    for (i,j),(i2,j2) in pairwise(mv):
        if i2-i==j2-j>0 and i2-i<10 and all(a[i+k]==b[j+k] and i+k not in A and j+k not in Bs for k in range(1,i2-i)):
            fill+=[(i+k,j+k) for k in range(1,i2-i)]
    mv=sorted(mv+fill)
    mA={i for i,_ in mv}; mB={j for _,j in mv}
    changed = []
    i = j = 0
    for x, y in [*pairs, (len(a), len(b))]:
        if i < x or j < y:
            changed += _block(a,b,at_a, at_b, i, x, j, y,mA,mB)
        i, j = x + 1, y + 1
    changed = _settle(old, new, _merge(changed))
    ok=[]
    lo=[c[0] for c in changed]; lob=[c[2] for c in changed]
    from bisect import bisect_right
    for i,j in mv:
        a0,a1,b0=at_a[i],at_a[i+1],at_b[j]
        c=changed[bisect_right(lo,a0)-1]; d=changed[bisect_right(lob,b0)-1]
        if c[0]<=a0 and a1<=c[1] and d[2]<=b0 and b0+a1-a0<=d[3]:
            if ok and ok[-1][1]==a0 and ok[-1][2]+ok[-1][1]-ok[-1][0]==b0: ok[-1]=(ok[-1][0],a1,ok[-1][2])
            else: ok.append((a0,a1,b0))
        else: print("DROPPED MOVE",a[i],c,d)
    return tuple(changed), tuple(ok)

def _pairs(a, b, i0, i1, j0, j1):
    while i0 < i1 and j0 < j1 and a[i0] == b[j0]:
        yield i0, j0
        i0 += 1; j0 += 1
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

def _unique(a, b, i0, i1, j0, j1):
    ca, cb = Counter(a[i0:i1]), Counter(b[j0:j1])
    where = {b[j]: j for j in range(j0, j1)}
    return [(i, where[a[i]]) for i in range(i0, i1) if ca[a[i]] == 1 == cb[a[i]] and not a[i].isspace()]

def _lis(pairs):
    tails, tail_idx, back = [], [], []
    for k, (_, y) in enumerate(pairs):
        p = bisect_left(tails, y)
        back.append(tail_idx[p - 1] if p else -1)
        tails[p:p + 1] = [y]; tail_idx[p:p + 1] = [k]
    out = []; k = tail_idx[-1] if tail_idx else -1
    while k >= 0: out.append(pairs[k]); k = back[k]
    return out[::-1]

def _block(a,b, at_a, at_b, i0, i1, j0, j1,mA,mB):
    a0,a1,b0,b1 = at_a[i0], at_a[i1], at_b[j0], at_b[j1]
    if a0==a1 or b0==b1: return [(a0,a1,b0,b1)]
    if (EQ and i1-i0==j1-j0) or (a1-a0)*(b1-b0)/7>CAP:
        out=[]
        i,j=i0,j0
        for x,y in [*_ahead(a,b,i0,i1,j0,j1,mA,mB),(i1,j1)]:
            if i<x or j<y: out.append((at_a[i],at_a[x],at_b[j],at_b[y]))
            if x<i1: out+=_words(a[x:x+1],b[y:y+1],at_a[x],at_b[y],set(),set())
            i,j=x+1,y+1
        return out
    return _words(a[i0:i1],b[j0:j1],a0,b0,{m-i0 for m in mA},{m-j0 for m in mB})

def _ahead(a,b,i,i1,j,j1,mA,mB):
    from rapidfuzz.distance import Indel
    ii=[x for x in range(i,i1) if not a[x].isspace() and x not in mA]; jj=[x for x in range(j,j1) if not b[x].isspace() and x not in mB]
    i=j=0
    steps=sorted(((d,e) for d in range(AHEAD) for e in range(AHEAD)),key=lambda p:(sum(p),p))
    while i<len(ii) and j<len(jj):
        for d,e in steps:
            if i+d<len(ii) and j+e<len(jj) and Indel.normalized_similarity(a[ii[i+d]],b[jj[j+e]],score_cutoff=LIKE)>0:
                yield ii[i+d],jj[j+e]
                i+=d+1;j+=e+1
                break
        else: i+=1;j+=1

def _tok(lines,moved):
    for k,l in enumerate(lines):
        if k in moved: yield l
        else: yield from WORD.findall(l)

def _code(lines,moved,ids,side):
    out=[]
    for k,l in enumerate(lines):
        if k in moved: out.append(chr(ids.setdefault((side,k),len(ids))))
        else: out+=[chr(ids.setdefault(t,len(ids))) for t in WORD.findall(l)]
    return "".join(out)

def _words(la,lb,a0,b0,ma,mb):
    from rapidfuzz.distance import Levenshtein, Prefix, Postfix
    x,y="".join(la),"".join(lb)
    if not ma and not mb:
        p=Prefix.similarity(x,y); s=min(Postfix.similarity(x,y),len(x)-p,len(y)-p)
        if p+s in (len(x),len(y)): return [(a0+p,a0+len(x)-s,b0+p,b0+len(y)-s)]
    ids={}
    sa=_code(la,ma,ids,0); sb=_code(lb,mb,ids,1)
    oa=[0,*accumulate(map(len,_tok(la,ma)))]; ob=[0,*accumulate(map(len,_tok(lb,mb)))]
    out=[]
    for op in Levenshtein.opcodes(sa,sb):
        if op.tag!="equal": out.append((oa[op.src_start],oa[op.src_end],ob[op.dest_start],ob[op.dest_end]))
    out=_merge(out)
    if ISLAND: out=_islands(x,out)
    fin=[]
    for c in out:
        for q in _chars(x,y,*c): fin.append((q[0]+a0,q[1]+a0,q[2]+b0,q[3]+b0))
    return fin

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
    from rapidfuzz.distance import Levenshtein
    x,y=old[a0:a1],new[b0:b1]
    if not x or not y: return [(a0,a1,b0,b1)]
    if len(x)*len(y)>1e6: return [(a0,a1,b0,b1)]
    ops=Levenshtein.opcodes(x,y)
    eq=sum(o.src_end-o.src_start for o in ops if o.tag=="equal")
    if eq<SIM*max(len(x),len(y)):
        return [(a0,a1,b0,b1)]
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
