from __future__ import annotations
from imcommerce_qual.model.edit import *
from imcommerce_qual.model.span import Span
def carry(span, edit):
    segs=[]; pos=span.start
    a=b=0
    for a0,a1,b0,b1 in (*edit.changed,(10**9,10**9,10**9,10**9)):
        lo,hi=max(a,span.start),min(a0,span.end)
        if lo<hi: segs.append((lo,hi,b+lo-a))
        a,b=a1,b1
    for a0,a1,b0 in edit.moved:
        lo,hi=max(a0,span.start),min(a1,span.end)
        if lo<hi: segs.append((lo,hi,b0+lo-a0))
    segs.sort()
    n=sum(h-l for l,h,_ in segs)
    if n==len(span) and all(h==l2 and s+h-l==s2 for (l,h,s),(l2,h2,s2) in zip(segs,segs[1:])): return Kept(Span(segs[0][2],segs[0][2]+n))
    if 2*n>=len(span): return Changed(Span(min(s for l,h,s in segs),max(s+h-l for l,h,s in segs)))
    return Lost()
